import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly alerts: number;
  readonly units: number;
  readonly days: number;
  readonly seed: number;
  /** Server processes that are killed, and as many that are restarted. */
  readonly kills: number;
  readonly json: string | undefined;
  /** A process log to replay in place of a year that is made up. */
  readonly receipt: string | undefined;
}

/** Text of `--help`. */
export const help = `simulate:year: a year of cases with deadlines on two real server processes and one PostgreSQL, with a clock of its own.
Alerts come in, people handle them in time, late or never, servers are killed and restarted; then every deadline and
hand-up is counted again independently and compared with what is in the timelines.

  --alerts 10000   tenders that come to an alert over the year; some come to two
  --units 40       units, each with its chain
  --days 365       length of the year
  --kills 40       kill -9 of one server, and restarts of one
  --seed 1         of everything that is random
  --quick          500 tenders, 6 kills: about a minute and a half
  --json FILE      write the figures
  --receipt FILE   in place of all that: replay the process log of a permit office (CSV, "Receipt phase of an environmental
                   permit application process") on one server. Each case has its planned end as its deadline, an instant and
                   no count of days; what goes up is compared with what the file itself says. Where FILE is not there it
                   says so and ends
  --help

Exit code 1: a hand-up came twice, late or never, or something of it was not logged. 2: the command line is wrong.`;

const whole = (text: string, option: string, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0 && value <= most))
    throw new RangeError(`${option}: not a whole number from 1 to ${most}: ${text}`);
  return value;
};

/** Reads the command line; undefined when help was asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      alerts: { type: "string" },
      units: { type: "string" },
      days: { type: "string" },
      kills: { type: "string" },
      seed: { type: "string", default: "1" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      receipt: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  const { quick } = values;
  return {
    alerts: whole(values.alerts ?? (quick ? "500" : "10000"), "--alerts", 100_000),
    units: whole(values.units ?? "40", "--units", 500),
    days: whole(values.days ?? "365", "--days", 730),
    kills: whole(values.kills ?? (quick ? "6" : "40"), "--kills", 1_000),
    seed: whole(values.seed, "--seed", 2 ** 31),
    json: values.json,
    receipt: values.receipt,
  };
}
