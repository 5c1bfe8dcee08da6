import { parseArgs } from "node:util";

/** What the command line asks for. */
export interface Options {
  readonly edges: number;
  /** Questions of each kind; a tenth of them to the database. */
  readonly questions: number;
}

/** Text of `--help`. */
export const help = `bench:links: common owners of nine firms to depth 4, and paths to depth 5, over a random register of ownership, in
memory (compressed arrays) and in SQL (recursive CTE), on a PostgreSQL of its own, in the same run. The answers are compared.

  --edges 1000000      ownership edges
  --questions 2000     questions of each kind in memory; a tenth of them in SQL as well
  --quick              50,000 edges and 200 questions: to see that it works, not to quote
  --help

Exit code 1: memory and SQL differ. 2: the command line is wrong. Slow is never an error.`;

const wholeNumber = (text: string, option: string, most: number): number => {
  const value = Number(text);
  if (!(Number.isInteger(value) && value >= 10 && value <= most))
    throw new RangeError(`${option}: not a whole number from 10 to ${most}: ${text}`);
  return value;
};

/** Reads the command line; `undefined` = help was asked for. Throws on anything it does not know. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      edges: { type: "string" },
      questions: { type: "string" },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    edges: wholeNumber(values.edges ?? (values.quick ? "50000" : "1000000"), "--edges", 5_000_000),
    questions: wholeNumber(values.questions ?? (values.quick ? "200" : "2000"), "--questions", 1_000_000),
  };
};
