import { parseArgs } from "node:util";
import type { Row, Scale } from "./row.ts";

/** What the command line asks for. */
export interface Options {
  readonly scale: Scale;
  readonly rows: readonly Row[];
  readonly seed: number;
  /** Rows that play at the same time, each with its own processes, database and proxy. */
  readonly lanes: number;
  readonly keep: boolean;
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = (
  all: readonly Row[],
): string => `test:faults: the SDK and the server as real processes, with everything that goes wrong between and in them. Counts what is
lost, duplicated, or accepted without a result.

  --events 10000       events of a row
  --rounds 200         random kills in all, shared by sender, server, embedded database and PostgreSQL
  --kill-events 100000 events emitted during these kills
  --rows a,b           only these
  --seed 1             of the random moments
  --lanes 2            rows that play at the same time
  --quick              the most telling rows, a few hundred events, short outages: under a minute
  --keep               leave the rows' directories (spools, ids, logs of the processes) behind
  --json FILE          write all counts with their conditions
  --help

rows: ${all.map(({ id }) => id).join(", ")}

Exit code 1: something was lost, duplicated, left without a result, or a row broke. 2: the command line is wrong.`;

const wholeNumber = (text: string, option: string, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0 && value <= most))
    throw new RangeError(`${option}: not a whole number from 1 to ${most}: ${text}`);
  return value;
};

const rowsOf = (all: readonly Row[], names: string): readonly Row[] =>
  names.split(",").map((name) => {
    const row = all.find(({ id }) => id === name);
    if (row === undefined) throw new RangeError(`no such row: ${name}`);
    return row;
  });

/** How many of the kill rows share `--rounds`: sender, server, embedded database, PostgreSQL. */
const victims = 4;

const scaleOf = (quick: boolean, events: number, kills: number, killEvents: number): Scale => ({
  events,
  perSecond: quick ? 200 : 1000,
  outageMs: quick ? 1500 : 15_000,
  downMs: quick ? 1500 : 30_000,
  lateMs: 12_000,
  kills: Math.ceil(kills / victims),
  killEvents: Math.ceil(killEvents / victims),
  retryCapMs: quick ? 500 : undefined,
});

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[], all: readonly Row[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: "string" },
      rounds: { type: "string" },
      "kill-events": { type: "string" },
      rows: { type: "string" },
      seed: { type: "string", default: "1" },
      lanes: { type: "string" },
      quick: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { quick } = values;
  if (values.help) return undefined;
  const events = wholeNumber(values.events ?? (quick ? "300" : "10000"), "--events", 1_000_000);
  const rounds = wholeNumber(values.rounds ?? (quick ? "8" : "200"), "--rounds", 10_000);
  const killEvents = wholeNumber(
    values["kill-events"] ?? (quick ? "1600" : "100000"),
    "--kill-events",
    10_000_000,
  );
  return {
    scale: scaleOf(quick, events, rounds, killEvents),
    rows: values.rows === undefined ? all.filter((row) => row.quick || !quick) : rowsOf(all, values.rows),
    seed: wholeNumber(values.seed, "--seed", 2 ** 31),
    lanes: wholeNumber(values.lanes ?? (quick ? "3" : "2"), "--lanes", 16),
    keep: values.keep,
    json: values.json,
  };
};
