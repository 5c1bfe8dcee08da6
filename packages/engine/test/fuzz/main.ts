// Fuzzes the engine until the time is up: parser, checker, author's tools, evaluator, IR and bundles. `--help` says more.
import { parseArgs } from "node:util";
import * as fc from "fast-check";
import { type FuzzProperty, fuzzProperties } from "./properties.ts";

const help = `fuzz:engine: random and damaged rules, events, IR and bundles against the engine (EN-3).

  --seconds 60   how long
  --seed N       where to begin (default: the time); the same seed tries the same things
  --only NAME    one of: ${fuzzProperties.map(({ name }) => name).join(", ")}
  --help

Exit code 1: something threw, hung or contradicted itself; its seed and its smallest form are printed. 2: the command
line is wrong.`;

interface Options {
  readonly seconds: number;
  readonly seed: number;
  readonly properties: readonly FuzzProperty[];
}

/** Runs of a property at a stretch: about half a second of each. */
const batches: Readonly<Record<string, number>> = {
  parser: 500,
  checker: 300,
  "mutated IR": 300,
  "mutated bundles": 500,
};
const progressMs = 5000;

function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string", default: "60" },
      seed: { type: "string" },
      only: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const seconds = Number(values.seconds);
  const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
  if (!(seconds > 0 && seconds <= 604_800))
    throw new RangeError(`not a number of seconds up to a week: ${values.seconds}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`not a seed: ${values.seed}`);
  const properties = fuzzProperties.filter(({ name }) => values.only === undefined || name === values.only);
  if (properties.length === 0) throw new RangeError(`no such property: ${values.only}`);
  return { seconds, seed, properties };
}

interface Failure {
  readonly name: string;
  readonly report: string;
}

function runFor({ seconds, seed, properties }: Options): {
  readonly runs: Map<string, number>;
  readonly failure: Failure | undefined;
} {
  const started = performance.now();
  const runs = new Map(properties.map(({ name }) => [name, 0]));
  let shown = started;
  for (let round = 0; performance.now() - started < seconds * 1000; round++) {
    for (const { name, property } of properties) {
      const failed = attempt(property, { seed: seed + round, numRuns: batches[name] ?? 30 });
      runs.set(name, (runs.get(name) ?? 0) + (batches[name] ?? 30));
      if (failed !== undefined) return { runs, failure: { name, report: failed } };
      if (performance.now() - shown > progressMs) {
        shown = performance.now();
        console.log(`${((shown - started) / 1000).toFixed(0).padStart(5)} s  ${figures(runs)}`);
      }
    }
  }
  return { runs, failure: undefined };
}

/** What fast-check says of a failure: seed, path, the smallest form, and what was thrown. */
function attempt(property: FuzzProperty["property"], parameters: fc.Parameters<unknown>): string | undefined {
  try {
    fc.assert(property, { ...parameters, includeErrorInReport: true });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function figures(runs: ReadonlyMap<string, number>): string {
  return [...runs].map(([name, count]) => `${name} ${count.toLocaleString("en")}`).join(", ");
}

function main(args: readonly string[]): number {
  let options: Options | undefined;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
  if (options === undefined) {
    console.log(help);
    return 0;
  }
  const { runs, failure } = runFor(options);
  for (const { name, counts } of options.properties) {
    const ways = Object.entries(counts).toSorted((a, b) => b[1] - a[1]);
    console.log(`${name}: ${ways.map(([way, count]) => `${way} ${count.toLocaleString("en")}`).join(", ")}`);
  }
  if (failure !== undefined) console.error(`\n${failure.name}: ${failure.report}`);
  const verdict = failure === undefined ? "no failure" : `FAILED in ${failure.name}`;
  console.log(`\nfuzz:engine: ${figures(runs)}; seed ${options.seed}; ${verdict}`);
  return failure === undefined ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
