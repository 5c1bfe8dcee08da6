import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineText, readMachine } from "../support/machine.ts";
import { startPostgres } from "../support/postgres.ts";
import { runProgram } from "../support/program.ts";
import { type Measured, measureAct } from "./act.ts";
import { help, type Options, readOptions } from "./options.ts";

async function measure(engine: "pglite" | "postgres", cases: number): Promise<Measured> {
  const directory = mkdtempSync(join(tmpdir(), "probity-bulk-"));
  const postgres = engine === "postgres" ? await startPostgres() : undefined;
  try {
    return await measureAct(directory, await postgres?.newDatabase(), cases);
  } finally {
    await postgres?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

const line = (
  engine: string,
  { cases, changed, countMs, askMs, rehearseMs, runMs, cpuMs, reads }: Measured,
): string =>
  `${engine}: ${changed} of ${cases} changed; counted in ${countMs} ms, taken up in ${askMs} ms, rehearsed in ${rehearseMs} ms, ` +
  `made in ${runMs} ms; server CPU ${cpuMs} ms; another reader meanwhile p50 ${reads.p50} ms, p99 ${reads.p99} ms, max ${reads.max} ms (${reads.count} reads)`;

const run = async ({ cases, engines, json }: Options): Promise<number> => {
  const machine = readMachine(new Date());
  console.log(machineText(machine));
  const results: (Measured & { readonly engine: string })[] = [];
  for (const engine of engines) {
    const measured = await measure(engine, cases);
    results.push({ engine, ...measured });
    console.log(line(engine, measured));
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  const wrong = results.filter(({ changed }) => changed !== cases);
  console.log(`bench:bulk: ${results.length} engines, ${cases} cases each, ${wrong.length} wrong`);
  return wrong.length === 0 ? 0 : 1;
};

await runProgram({ help, readOptions, run, broken: "bench:bulk: something broke; see above" });
