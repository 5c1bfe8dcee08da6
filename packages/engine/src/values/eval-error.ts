/** Why an expression has no value; the same words as in a finding's reason. */
export type ErrorKind = "missing" | "type" | "error" | "budget" | "declared" | "unavailable";

/**
 * An error as a value (EN-2): functions hand it on, `&&`, `||`, `all` and `exists` absorb it when the other side
 * decides. Made once at compile time where possible, never with a stack, so that missing data costs nothing.
 */
export class EvalError {
  readonly errorKind: ErrorKind;
  /** What was read and not there; empty when no path is to blame. */
  readonly errorPath: string;
  readonly errorText: string;
  /** A second error that mattered as much as this one. */
  readonly errorBeside: EvalError | undefined;

  constructor(kind: ErrorKind, path: string, text: string, beside?: EvalError) {
    this.errorKind = kind;
    this.errorPath = path;
    this.errorText = text;
    this.errorBeside = beside;
  }
}

/** Both errors, where either would have been enough. */
export function bothErrors(a: EvalError, b: EvalError): EvalError {
  return a === b ? a : new EvalError(a.errorKind, a.errorPath, a.errorText, chain(b, a.errorBeside));
}

function chain(error: EvalError, rest: EvalError | undefined): EvalError {
  if (rest === undefined) return error;
  return new EvalError(error.errorKind, error.errorPath, error.errorText, rest);
}

export const budgetError: EvalError = new EvalError(
  "budget",
  "",
  "the rule's budget of steps or text is used up",
);
export const overflowError: EvalError = new EvalError(
  "error",
  "",
  "the integer is outside the safe range of 2^53",
);
export const divisionError: EvalError = new EvalError("error", "", "division by zero");
export const overloadError: EvalError = new EvalError(
  "type",
  "",
  "no such overload: operands of the wrong type",
);
export const noKeyError: EvalError = new EvalError("missing", "", "no such key");
export const indexError: EvalError = new EvalError("missing", "", "the index is outside the list");
export const rangeError: EvalError = new EvalError("error", "", "the time or duration is out of range");
export const conversionError: EvalError = new EvalError("error", "", "the value cannot be converted");
