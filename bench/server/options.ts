import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

/** Databases that the server runs on. */
export const engines = ["postgres", "pglite"] as const;

/** One of {@link engines}. */
export type EngineName = (typeof engines)[number];

/** What is measured on each history. */
export const lanes = ["ingest", "precheck", "peer"] as const;

/** One of {@link lanes}. */
export type LaneName = (typeof lanes)[number];

/** What the command line asks for. */
export interface Options {
  readonly engines: readonly EngineName[];
  readonly lanes: readonly LaneName[];
  /** Sizes of the histories, ascending. */
  readonly events: readonly number[];
  readonly edges: number;
  /** Rules on the event alone; those with windows and links come beside them. */
  readonly rules: number;
  /** Pre-checks a second. */
  readonly rates: readonly number[];
  /** Events a second that are ingested beside them. */
  readonly beside: number;
  /** Measured part of each row, in seconds. */
  readonly seconds: number;
  /** The part before it. */
  readonly warmUpSeconds: number;
  /** Events of the row with ingest alone. */
  readonly ingestEvents: number;
  /** Drafts whose verdicts are compared with the peer's. */
  readonly compared: number;
  readonly cache: string;
  /** Prepares the histories anew. */
  readonly fresh: boolean;
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:server: the real server with a long history: ingest with every event scored, and pre-checks in an open loop from a
second process, next to what one would build from parts, in the same run on the same data: a bare Fastify + pg server that inserts
event by event, and a rule server of Fastify, @marcbachmann/cel-js and exact SQL over covering indexes.

  --engines postgres,pglite      databases; the embedded one takes the smallest of the histories
  --lanes ingest,precheck,peer   ingest and the bare server; pre-checks; the rule server
  --events 1000000,5000000       sizes of the histories
  --edges 1000000                ownership edges
  --rules 82                     rules on the event alone; the rules with windows and links come beside them
  --rates 200,1000,3000          pre-checks a second, each alone and with ingest beside it
  --beside 2000                  events a second that are ingested beside them
  --seconds 10                   measured part of each row
  --ingest-events 60000          events of the row with ingest alone
  --cache DIR                    where prepared histories are kept between runs; default: in the system's directory for temporary
                                 files. 3 GB a million events, and as much again while a run changes its copy
  --fresh                        prepare the histories anew
  --quick                        20,000 events and edges, rows of 2 s at 1,000 a second: to see that it works, not to quote
  --json FILE                    write all figures with their conditions
  --help

Exit code 1: a request failed, an event was not new, not logged or not scored, a loaded history is not what the server would have
written, or the peer's verdicts differ from ours. 2: the command line is wrong. Slow is never an error.`;

const inRange = (text: string, option: string, least: number, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new RangeError(`${option}: not a whole number from ${least} to ${most}: ${text}`);
  return value;
};

const namesOf = <Name extends string>(
  text: string,
  option: string,
  known: readonly Name[],
): readonly Name[] => {
  const wanted = text.split(",");
  const unknown = wanted.filter((name) => !known.some((one) => one === name));
  if (unknown.length > 0)
    throw new RangeError(`${option}: there is no ${unknown.join(", ")}; there are ${known.join(", ")}`);
  return known.filter((name) => wanted.includes(name));
};

const numbersOf = (text: string, option: string, least: number, most: number): readonly number[] =>
  [...new Set(text.split(",").map((part) => inRange(part, option, least, most)))].toSorted((a, b) => a - b);

interface Sizes {
  readonly events: string;
  readonly edges: string;
  readonly rates: string;
  readonly seconds: string;
  readonly ingestEvents: string;
  readonly compared: number;
  readonly warmUpSeconds: number;
}

const full: Sizes = {
  events: "1000000,5000000",
  edges: "1000000",
  rates: "200,1000,3000",
  seconds: "10",
  ingestEvents: "60000",
  compared: 500,
  warmUpSeconds: 3,
};

const small: Sizes = {
  events: "20000",
  edges: "20000",
  rates: "1000",
  seconds: "2",
  ingestEvents: "2000",
  compared: 100,
  warmUpSeconds: 1,
};

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engines: { type: "string", default: engines.join(",") },
      lanes: { type: "string", default: lanes.join(",") },
      events: { type: "string" },
      edges: { type: "string" },
      rules: { type: "string", default: "82" },
      rates: { type: "string" },
      beside: { type: "string", default: "2000" },
      seconds: { type: "string" },
      "ingest-events": { type: "string" },
      cache: { type: "string", default: join(tmpdir(), "probity-bench-histories") },
      fresh: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const sizes = values.quick ? small : full;
  return {
    engines: namesOf(values.engines, "--engines", engines),
    lanes: namesOf(values.lanes, "--lanes", lanes),
    events: numbersOf(values.events ?? sizes.events, "--events", 1000, 100_000_000),
    edges: inRange(values.edges ?? sizes.edges, "--edges", 1000, 10_000_000),
    rules: inRange(values.rules, "--rules", 1, 100),
    rates: numbersOf(values.rates ?? sizes.rates, "--rates", 1, 20_000),
    beside: inRange(values.beside, "--beside", 100, 50_000),
    seconds: inRange(values.seconds ?? sizes.seconds, "--seconds", 1, 600),
    warmUpSeconds: sizes.warmUpSeconds,
    ingestEvents: inRange(values["ingest-events"] ?? sizes.ingestEvents, "--ingest-events", 1000, 10_000_000),
    compared: sizes.compared,
    cache: values.cache,
    fresh: values.fresh,
    json: values.json,
  };
};
