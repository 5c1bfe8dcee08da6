import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly cases: number;
  readonly engines: readonly ("pglite" | "postgres")[];
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:bulk: one act on many cases (console decision 8), on a real server process: counted, asked for, rehearsed, made.
Meanwhile another reader asks for one case again and again: an act holds nobody up.

  --cases 10000      cases that the act is about
  --engine NAME      pglite, postgres or both
  --json FILE        write the figures
  --help

Exit code 1: another number was changed than was shown. 2: the command line is wrong.`;

/** Reads the command line; undefined when help was asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: "string", default: "10000" },
      engine: { type: "string", default: "both" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const cases = Number(values.cases);
  if (!(Number.isInteger(cases) && cases > 0 && cases <= 10_000))
    throw new RangeError(`--cases: not a whole number from 1 to 10000: ${values.cases}`);
  const all = ["pglite", "postgres"] as const;
  const engines = all.filter((name) => values.engine === "both" || values.engine === name);
  if (engines.length === 0) throw new RangeError(`--engine: pglite, postgres or both, not ${values.engine}`);
  return { cases, engines, json: values.json };
}
