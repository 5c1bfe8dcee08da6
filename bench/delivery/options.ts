import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** Length of a paced cell. */
  readonly seconds: number;
  /** Repetitions of each paced cell, in turns; medians are shown. */
  readonly rounds: number;
  readonly floodEvents: number;
  readonly heapEvents: number;
  /** Cold processes for each import time. */
  readonly imports: number;
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:delivery: what emitting costs the host, beside PostHog, Segment and OpenTelemetry logs with their defaults, in the same
run. Each figure comes from a process of its own; the peers send to a bare HTTP server, Probity to the real one.

  --seconds 4      time of each paced cell (1,000/s and 10,000/s)
  --rounds 3       repetitions of the paced cells, in turns; medians are shown
  --quick          0.5 s, one round, fewer events: to see that it works, not to quote
  --json FILE      write all figures with their conditions
  --help

Exit code 1: an event of ours did not reach the server, or a cell broke. 2: the command line is wrong. Slow is never an error.`;

const inRange = (text: string, option: string, most: number, whole: boolean): number => {
  const value = Number(text);
  if (!(value > 0 && value <= most && (!whole || Number.isInteger(value))))
    throw new RangeError(`${option}: not a ${whole ? "whole " : ""}number above 0, up to ${most}: ${text}`);
  return value;
};

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: "string" },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { quick } = values;
  if (values.help) return undefined;
  return {
    seconds: inRange(values.seconds ?? (quick ? "0.5" : "4"), "--seconds", 60, false),
    rounds: inRange(values.rounds ?? (quick ? "1" : "3"), "--rounds", 100, true),
    floodEvents: quick ? 5000 : 100_000,
    heapEvents: quick ? 1000 : 10_000,
    imports: quick ? 3 : 11,
    json: values.json,
  };
};
