/** What is wrong with a variable. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Reads the text of a variable. */
export type Parse<T> = (value: string) => T | Problem;

/** Reads a variable of the environment, or gives the fallback and notes the problem. */
export type Read = <T, D>(name: string, fallback: D, parse: Parse<T>) => T | D;

/** Whether a text could not be read. */
export const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" && value !== null && "message" in value;

/** A problem of the variable that is being read. */
export const problem = (message: string): Problem => ({ path: "", message });

/** Any text. */
export const text: Parse<string> = (value) => value;

/** `true` or `false`. */
export const yesOrNo: Parse<boolean> = (value) =>
  value === "true" || value === "false" ? value === "true" : problem("must be true or false");
