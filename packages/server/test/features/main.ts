// Compares the values of windows in the database with those of a list of events until enough histories were played (FE-2).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { defaultConfig, openStore } from "../../src/index.ts";
import { startPostgres } from "../support/postgres.ts";
import { Player } from "./play-histories.ts";
import { history } from "./random-history.ts";

const help = `check:features: windows and histories in the database against a plain list of events, value by value (FE-2).

  --histories 10000    how many random histories
  --engine pglite      or postgres
  --seed 1             the same seed plays the same histories
  --help

Histories have late, repeated, corrected and erased events, gaps and several currencies. Each is compared when its events are
scored, at the end at every position, and after all members were made again from the log. Exit code 1: a difference; the
first of them are printed. 2: the command line is wrong.`;

interface Options {
  readonly histories: number;
  readonly engine: string;
  readonly seed: number;
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      histories: { type: "string", default: "10000" },
      engine: { type: "string", default: "pglite" },
      seed: { type: "string", default: "1" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const [histories, seed] = [Number(values.histories), Number(values.seed)];
  if (!(Number.isSafeInteger(histories) && histories > 0))
    throw new RangeError(`not a number of histories: ${values.histories}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`not a seed: ${values.seed}`);
  if (values.engine !== "pglite" && values.engine !== "postgres")
    throw new RangeError(`neither pglite nor postgres: ${values.engine}`);
  return { histories, engine: values.engine, seed };
}

const count = (n: number): string => n.toLocaleString("en");

/** Played side by side in one log. */
const together = 50;
const shown = 20;

async function run({ histories, engine, seed }: Options): Promise<boolean> {
  const dataDir = mkdtempSync(join(tmpdir(), "probity-features-"));
  const postgres = engine === "postgres" ? await startPostgres() : undefined;
  const store = await openStore({ ...defaultConfig, dataDir, databaseUrl: await postgres?.newDatabase() });
  const started = performance.now();
  let told = started;
  let [played, values, fromMemory] = [0, 0, 0];
  let differences = 0;
  try {
    const player = new Player(store, 500);
    for (let round = 0; played < histories; round++) {
      const numRuns = Math.min(together, histories - played);
      const group = fc.sample(history, { seed: seed * 1_000_003 + round, numRuns });
      const compared = await player.play(group, round % 2 === 1);
      played += numRuns;
      values += compared.values;
      fromMemory += compared.fromMemory;
      for (const difference of compared.differences.slice(0, Math.max(0, shown - differences)))
        console.log(`seed ${seed}, round ${round}: ${difference}`);
      differences += compared.differences.length;
      if (performance.now() - told > 10_000) {
        told = performance.now();
        console.log(`${played} histories, ${values} values, ${differences} differences`);
      }
    }
  } finally {
    await store.close();
    await postgres?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    `${count(played)} histories, ${count(values)} values compared (${count(fromMemory)} windows from memory), ${count(differences)} differences (${engine}, seed ${seed}, ${seconds} s)`,
  );
  return differences === 0;
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(help);
  else process.exitCode = (await run(options)) ? 0 : 1;
} catch (error) {
  if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  console.error(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}
