import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  /** Renders of each state that are timed. */
  readonly renders: number;
}

/** Text of `--help`. */
export const help = `bench:notice: CPU time of the inline notice to show a decision, in a browser of its own: reading what the host set, every node,
style and layout, per state. The element is built as it ships. Needs a Chromium (PROBITY_CHROMIUM).

  --renders 500   renders of each state
  --quick         50: to see that it works, not to quote
  --help

Exit code 1: the element showed another state than it was given. 2: the command line is wrong. Slow is never an error.`;

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      renders: { type: "string" },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const renders = Number(values.renders ?? (values.quick ? "50" : "500"));
  if (!(Number.isInteger(renders) && renders >= 10 && renders <= 100_000))
    throw new RangeError(`--renders: not a whole number from 10 to 100000: ${values.renders}`);
  return { renders };
};
