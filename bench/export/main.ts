import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineText, readMachine } from "../support/machine.ts";
import { startPostgres } from "../support/postgres.ts";
import { runProgram } from "../support/program.ts";
import { type Measured, measureExport } from "./measure.ts";
import { help, type Options, readOptions } from "./options.ts";

async function measure(engine: "pglite" | "postgres", rows: number): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), "probity-export-"));
  const postgres = engine === "postgres" ? await startPostgres() : undefined;
  try {
    return await measureExport(directory, await postgres?.newDatabase(), rows);
  } finally {
    await postgres?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const line = (engine: string, { rows, cpuMs, wallMs, peakMb, addedMb, fileMb, reads }: Measured): string =>
  `${engine}: ${rows} rows in a file of ${fileMb} MB; server CPU ${cpuMs} ms (goal 5000), ${wallMs} ms wall; ${addedMb} MB more ` +
  `resident than before (goal 256), ${peakMb} MB at most with all that a server is; another reader meanwhile p50 ${reads.p50} ms, max ${reads.max} ms (${reads.count} reads)`;

const run = async ({ rows, engines, json }: Options): Promise<number> => {
  const machine = readMachine(new Date());
  console.log(machineText(machine));
  const results: (Measured & { readonly engine: string })[] = [];
  for (const engine of engines) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const measured = await measure(engine, rows);
    results.push({ engine, ...measured });
    console.log(line(engine, measured));
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  return results.every((one) => one.rows === rows) ? 0 : 1;
};

await runProgram({ help, readOptions, run, broken: "bench:export: something broke; see above" });
