import { mkdirSync, writeFileSync } from "node:fs";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { syncTimeOf } from "../support/disk.ts";
import { number } from "../support/table.ts";
import type { HistorySpec } from "./history/prepare.ts";
import { help, type Options, readOptions } from "./options.ts";
import { figuresText, legend, summaryLine } from "./report.ts";
import { type Figures, runHistory } from "./run-history.ts";

/** Every size on PostgreSQL; the embedded database is made for small ones. */
const specsOf = ({ engines, events, edges, rules }: Options): readonly HistorySpec[] =>
  engines.flatMap((engine) =>
    (engine === "pglite" ? events.slice(0, 1) : events).map((size) => ({
      engine,
      events: size,
      edges,
      rules,
    })),
  );

const run = async (options: Options): Promise<number> => {
  const machine = readMachine(new Date());
  mkdirSync(options.cache, { recursive: true });
  const syncMs = syncTimeOf(options.cache);
  console.log(machineText(machine));
  console.log(
    `a write of 4 kB is synced in ${number(syncMs, 2)} ms; PostgreSQL 18 with its defaults; server, load generator and database are processes of this machine, loopback`,
  );
  const figures: Figures[] = [];
  for (const spec of specsOf(options)) {
    console.log(`\n${spec.engine}, ${number(spec.events)} events ...`);
    const found = await runHistory(spec, options, (what) => console.log(`  ${what}`));
    figures.push(found);
    console.log(figuresText(found));
  }
  console.log(`\n${legend}\n\n${summaryLine(figures)}`);
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ machine, syncMs, options, figures }, null, 2)}\n`);
  return figures.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
};

await runProgram({ help, readOptions, run, broken: "bench:server: something broke; see above" });
