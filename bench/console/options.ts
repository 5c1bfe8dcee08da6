import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly alerts: number;
  /** First visits, each in a browser profile of its own. */
  readonly visits: number;
  readonly scrollSeconds: number;
  /** Presses of J. */
  readonly keys: number;
  /** Events that are sent at once while somebody looks at the inbox. */
  readonly burst: number;
  readonly json: string | undefined;
}

/** Text of `--help`. */
export const help = `bench:console: what a reviewer's browser has to do for the inbox, against the budgets of the console: bytes, CPU time of the main
thread to the first rows, scrolling, a jump to the end, key to paint, the live mark and a burst of alerts. A real server on
PostgreSQL with that many alerts, a Chromium of its own (PROBITY_CHROMIUM), the console as it is built.

  --alerts 100000   open alerts
  --visits 7        first visits, each with an empty cache
  --scroll 6        seconds of scrolling
  --keys 60         presses of J
  --burst 1000      events sent at once
  --quick           2,000 alerts and little of the rest: to see that it works, not to quote
  --json FILE       write all figures with their conditions
  --help

CPU times count; wall times are upper bounds on a busy machine. Exit code 1: a request went elsewhere, a script failed, or the
policy of the page was broken. 2: the command line is wrong. Slow is never an error.`;

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      alerts: { type: "string" },
      visits: { type: "string" },
      scroll: { type: "string" },
      keys: { type: "string" },
      burst: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const count = (name: "alerts" | "visits" | "scroll" | "keys" | "burst", usual: number, most: number) => {
    const value = Number(values[name] ?? usual);
    if (!(Number.isInteger(value) && value >= 1 && value <= most))
      throw new RangeError(`--${name}: not a whole number from 1 to ${most}: ${values[name]}`);
    return value;
  };
  const { quick } = values;
  return {
    alerts: count("alerts", quick ? 2_000 : 100_000, 1_000_000),
    visits: count("visits", quick ? 2 : 7, 100),
    scrollSeconds: count("scroll", quick ? 2 : 6, 60),
    keys: count("keys", quick ? 20 : 60, 1_000),
    burst: count("burst", quick ? 200 : 1_000, 10_000),
    json: values.json,
  };
};
