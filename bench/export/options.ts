import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly rows: number;
  readonly engines: readonly ("pglite" | "postgres")[];
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:export: an XLSX file of the inbox (UI-1), asked for, made as a job and fetched, on a real server process: CPU time and memory
of that process, and how long another reader waits meanwhile.

  --rows 100000      alerts in the list, 24 columns each
  --engine NAME      pglite, postgres or both (default: postgres)
  --json FILE        write the figures
  --help

Exit code 1: the file has other rows than the list. 2: the command line is wrong.`;

/** Reads the command line; undefined when help was asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: "string", default: "100000" },
      engine: { type: "string", default: "postgres" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const rows = Number(values.rows);
  if (!(Number.isInteger(rows) && rows > 0 && rows <= 100_000))
    throw new RangeError(`--rows: not a whole number from 1 to 100000: ${values.rows}`);
  const all = ["pglite", "postgres"] as const;
  const engines = all.filter((name) => values.engine === "both" || values.engine === name);
  if (engines.length === 0) throw new RangeError(`--engine: pglite, postgres or both, not ${values.engine}`);
  return { rows, engines, json: values.json };
}
