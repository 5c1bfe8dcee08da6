import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildConsole } from "../../scripts/console/build.ts";
import { type ConsoleSize, consoleSizes } from "../../scripts/console/sizes.ts";
import { chromiumPath, openBrowser } from "../../scripts/test-browser.ts";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { number, table } from "../support/table.ts";
import { type FirstRows, measureFirstRows } from "./first-rows.ts";
import { openOffice } from "./office.ts";
import { help, type Options, readOptions } from "./options.ts";
import { measureTriage, type Triage } from "./triage.ts";
import { openVisit, rowAt } from "./visit.ts";

/** An office computer and its network, as the console's design has them. */
const slow = { cpu: 4, bitsPerSecond: 10_000_000, latencyMs: 40 };

type Line = readonly [what: string, measured: number, goal: number, unit: string, more?: string];

const firstLines = (first: FirstRows, far: FirstRows): readonly Line[] => [
  ["first visit, on the wire", first.kib, 200, "KiB"],
  ["CPU to the first rows", first.cpuMs, 250, "ms", `least ${number(first.leastCpuMs)}`],
  ["first rows", first.wallMs, 1_000, "ms wall", `least ${number(first.leastWallMs)}`],
  ["the same at 4x, 10 Mbit/s", far.wallMs, 2_500, "ms wall", `least ${number(far.leastWallMs)}`],
];

const triageLines = (found: Triage): readonly Line[] => [
  ["scrolling, CPU a frame", found.cpuMsPerFrame, 8, "ms", `${number(found.framesPerSecond)} frames/s`],
  ["jump to the end", found.jumpMs, 150, "ms wall"],
  ["key to paint, p95", found.keyP95Ms, 100, "ms wall", `p50 ${number(found.keyP50Ms)}`],
  ["a new alert in the mark", found.liveMs, 2_000, "ms wall"],
  ["longest frame in a burst", found.longestFrameMs, 100, "ms wall", `heap ${number(found.heapMb)} MB`],
];

const sizeLines = (sizes: readonly ConsoleSize[]): readonly Line[] =>
  sizes.map(({ name, bytes, limit }): Line => [name, bytes / 1000, limit / 1000, "kB gzip"]);

const text = (lines: readonly Line[]): string =>
  table(
    ["", "measured", "goal", "", "", ""],
    lines.map(([what, measured, goal, unit, more = ""]) => [
      what,
      number(measured, measured < 20 ? 1 : 0),
      number(goal),
      unit,
      measured <= goal ? "met" : "MISSED",
      more,
    ]),
  );

const run = async (options: Options): Promise<number> => {
  const machine = readMachine(new Date());
  console.log(machineText(machine));
  if (chromiumPath === undefined) throw new Error("no Chromium; set PROBITY_CHROMIUM");
  await buildConsole();
  const office = await openOffice(options.alerts, (what) => console.log(`  ${what}`));
  const browser = await openBrowser();
  try {
    const first = await measureFirstRows(browser, office.url, options.visits);
    const far = await measureFirstRows(browser, office.url, Math.ceil(options.visits / 2), slow);
    const visit = await openVisit(browser, office.url);
    await visit.page.goto(office.url);
    await visit.page.locator(rowAt(0)).waitFor({ timeout: 60_000 });
    const triage = await measureTriage(visit, office, options);
    const sizes = consoleSizes(join(import.meta.dirname, "../.."));
    console.log(
      `\n${number(options.alerts)} open alerts, Chromium at 1366x768, medians of ${options.visits} visits`,
    );
    console.log(text([...firstLines(first, far), ...triageLines(triage), ...sizeLines(sizes)]));
    const wrong = [...first.wrong, ...far.wrong, ...visit.wrong];
    for (const line of new Set(wrong)) console.log(line);
    console.log(`${wrong.length} requests to elsewhere, errors or reports of the policy`);
    if (options.json !== undefined)
      writeFileSync(
        options.json,
        `${JSON.stringify({ machine, options, first, far, triage, sizes }, null, 2)}\n`,
      );
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await office.close();
  }
};

await runProgram({ help, readOptions, run, broken: "bench:console: something broke; see above" });
