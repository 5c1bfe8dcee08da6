import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { CDPSession } from "playwright-core";
import { chromiumPath, openBrowser } from "../../scripts/test-browser.ts";
import { quantile } from "../engine/statistics.ts";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { number, table } from "../support/table.ts";
import { help, type Options, readOptions } from "./options.ts";

/** What the specification allows for one render, in milliseconds. */
const goalMs = 1;
const lang = (text: string): object => ({ "zh-CN": text, en: text });
const finding = (index: number): object => ({
  rule: `PROC-PRC-00${index}`,
  version: "1.0.0",
  result: "hit",
  name: lang(`中标价接近最高限价 ${index}`),
  message: lang("中标价 978,000.00 元，为最高限价的 97.8%，超过 97% 的提示线。"),
  evidence: ["中标价", "最高限价", "占比"].map((label, at) => ({ label: lang(label), value: 97.8 + at })),
  basis: ["招标投标法实施条例第四十条"],
});
const decision = (outcome: string, findings: number): object => ({
  decisionId: "d",
  outcome,
  findings: Array.from({ length: findings }, (_, index) => finding(index)),
  degraded: false,
  degradedReasons: [],
  token: "t".repeat(600),
});
/** The states with most on them; the attribute `state` that each must lead to. */
const cases: readonly (readonly [state: string, decision: object])[] = [
  ["allow", decision("allow", 0)],
  ["warn", decision("warn", 3)],
  ["justify", decision("justify", 3)],
  ["second-approver", decision("second_approver", 3)],
  ["block", decision("block", 3)],
];

const bundle = async (): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(import.meta.resolve("@probity/notice"))],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "chrome90",
    supported: { "optional-chain": true },
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
};

interface Measured {
  readonly states: readonly string[];
  readonly millis: readonly number[];
}

/** Runs in the page: shows a decision after another state each time, with the style and layout that it needs. */
const inPage = `async ({ given, renders }) => {
  const element = document.querySelector("probity-notice");
  element.candidates = [{ personId: "a", name: "赵静" }, { personId: "b", name: "陈伟" }];
  const states = [], millis = [];
  for (let turn = 0; turn < renders; turn++) {
    element.decision = null;
    element.offsetHeight;
    const began = performance.now();
    element.decision = given;
    element.offsetHeight;
    millis.push(performance.now() - began);
    states.push(element.getAttribute("state"));
    if (turn % 50 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return { states, millis };
}`;

/** CPU time of the page's main thread so far, in milliseconds: wall time is noise on a busy machine. */
const cpuOf = async (session: CDPSession): Promise<number> => {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
};

const run = async ({ renders }: Options): Promise<number> => {
  console.log(machineText(readMachine(new Date())));
  if (chromiumPath === undefined) throw new Error("no Chromium; set PROBITY_CHROMIUM");
  const script = await bundle();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent(
      `<html lang="zh-CN"><form><probity-notice offers="retry appeal"></probity-notice></form></html>`,
    );
    await page.addScriptTag({ content: Buffer.from(script).toString("utf8"), type: "module" });
    await page.waitForFunction(`customElements.get("probity-notice")`);
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    let wrong = 0;
    let most = 0;
    const rows: string[][] = [];
    for (const [state, given] of cases) {
      const show = (count: number): Promise<Measured> =>
        // Of our own making, right above.
        page.evaluate(`(${inPage})(${JSON.stringify({ given, renders: count })})`);
      await show(Math.min(100, renders));
      const before = await cpuOf(session);
      const { states, millis } = await show(renders);
      const cpu = ((await cpuOf(session)) - before) / renders;
      wrong += states.filter((shown) => shown !== state).length;
      most = Math.max(most, cpu);
      const sorted = Float64Array.from(millis).toSorted();
      rows.push([
        state,
        number(renders),
        number(cpu, 2),
        number(sorted[0] ?? Number.NaN, 2),
        number(quantile(sorted, 0.5), 2),
      ]);
    }
    console.log(table(["state", "renders", "CPU ms each", "least wall ms", "p50 wall ms"], rows));
    console.log("CPU: main thread, the change to another state between two renders included");
    const size = gzipSync(script, { level: 9 }).length;
    console.log(
      `most CPU per render ${number(most, 2)} ms of ${goalMs} ms (${most <= goalMs ? "met" : "missed"}); ${number(size)} bytes gzip; ${wrong} wrong states`,
    );
    return wrong === 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
};

await runProgram({ help, readOptions, run, broken: "no figures: the bench broke before its end" });
