import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineText, readMachine } from "../support/machine.ts";
import { runProgram } from "../support/program.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { help, readOptions, type Options } from "./options.ts";
import { type Outcome, playRow, type Venue } from "./play-row.ts";
import { isWrong, matrixText, outcomeLine, summaryLine } from "./report.ts";
import type { Row } from "./row.ts";
import { diskRows } from "./rows/disk.ts";
import { killRows } from "./rows/kills.ts";
import { networkRows } from "./rows/network.ts";
import { processRows } from "./rows/process.ts";

const allRows: readonly Row[] = [...processRows, ...networkRows, ...diskRows, ...killRows];

/** Plays so many rows at a time, the last ones first: they take the longest. */
const playAll = async (venue: Venue): Promise<readonly Outcome[]> => {
  const { rows, lanes } = venue.options;
  const outcomes = new Map<Row, Outcome>();
  const waiting = rows.toReversed();
  const lane = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const outcome = await playRow(row, venue);
      outcomes.set(row, outcome);
      venue.progress(`${outcomes.size}/${rows.length} ${outcomeLine(outcome)}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return rows.flatMap((row) => outcomes.get(row) ?? []);
};

const tryPostgres = async (): Promise<Postgres | undefined> => {
  try {
    return await startPostgres();
  } catch (error) {
    console.log(`PostgreSQL does not start here, the embedded database takes its place: ${String(error)}`);
    return undefined;
  }
};

const run = async (options: Options): Promise<number> => {
  const begun = performance.now();
  const machine = readMachine(new Date());
  const { scale, seed } = options;
  console.log(machineText(machine));
  console.log(
    `${scale.events} events of 1 kB a row at ${scale.perSecond}/s; outages ${scale.outageMs / 1000} s, down ${scale.downMs / 1000} s; ` +
      `${scale.kills} kills and ${scale.killEvents} events a victim, seed ${seed}; real processes on the loopback`,
  );
  const directory = mkdtempSync(join(tmpdir(), "probity-faults-"));
  const postgres = await tryPostgres();
  const progress = (text: string): void =>
    console.log(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s] ${text}`);
  try {
    const outcomes = await playAll({ directory, postgres, options, progress });
    console.log(`\n${matrixText(outcomes)}\n\n${summaryLine(outcomes)}`);
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify({ machine, scale, seed, outcomes }, null, 2)}\n`);
    return outcomes.some(isWrong) ? 1 : 0;
  } finally {
    await postgres?.stop();
    if (options.keep) console.log(`directories of the rows: ${directory}`);
    else rmSync(directory, { recursive: true, force: true });
  }
};

await runProgram({
  help: help(allRows),
  readOptions: (args) => readOptions(args, allRows),
  run,
  broken: "test:faults: it broke; see above",
});
