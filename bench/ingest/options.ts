import { parseArgs } from "node:util";

/** Databases that the server runs on. */
export const engines = ["postgres", "pglite"] as const;

/** One of {@link engines}. */
export type EngineName = (typeof engines)[number];

/** What the command line asks for. */
export interface Options {
  readonly engines: readonly EngineName[];
  /** Events of a row with batches of 100 and more; smaller batches get fewer. */
  readonly events: number;
  /** Leaves of the log measured by itself. */
  readonly leaves: number;
  readonly rules: number;
  /** Only rows whose name has this in it. */
  readonly rows: string;
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:ingest: durable, de-duplicated, logged ingest of the real server over HTTP, next to a bare Fastify + pg server that
inserts event by event, in the same run. Clients, servers and database share this machine.

  --engine both        postgres, pglite or both
  --events 60000       events of a row with batches of 100 or 500; a fifth of them in batches of 10, a tenth one by one
  --rules 82           rules that judge each event where it is scored
  --rows TEXT          only rows whose name has this in it
  --quick              3,000 events: to see that it works, not to quote
  --json FILE          write all figures with their conditions
  --help

Exit code 1: a request failed, or an event was not new, was not logged or got no result. 2: the command line is wrong.
Slow is never an error.`;

const wholeNumber = (text: string, option: string, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0 && value <= most))
    throw new RangeError(`${option}: not a whole number from 1 to ${most}: ${text}`);
  return value;
};

const enginesOf = (text: string): readonly EngineName[] => {
  if (text === "both") return engines;
  const found = engines.filter((name) => name === text);
  if (found.length === 0)
    throw new RangeError(`no such engine: ${text}; there are ${engines.join(", ")}, both`);
  return found;
};

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string", default: "both" },
      events: { type: "string" },
      rules: { type: "string", default: "82" },
      rows: { type: "string", default: "" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    engines: enginesOf(values.engine),
    events: wholeNumber(values.events ?? (values.quick ? "3000" : "60000"), "--events", 10_000_000),
    leaves: values.quick ? 20_000 : 200_000,
    rules: wholeNumber(values.rules, "--rules", 100),
    rows: values.rows,
    json: values.json,
  };
};
