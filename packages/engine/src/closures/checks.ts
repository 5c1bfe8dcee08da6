import type { Code } from "../functions/strict.ts";
import { CelMap } from "../values/cel-map.ts";
import { Duration } from "../values/duration.ts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap } from "../values/fields.ts";
import { Uint } from "../values/int.ts";
import { Timestamp } from "../values/timestamp.ts";
import { TypeValue } from "../values/type-value.ts";
import type { Value } from "../values/value.ts";

/** What a value of each code is called in messages. */
export const codeNames: Readonly<Record<Code, string>> = {
  b: "a bool",
  i: "an integer",
  u: "an unsigned integer",
  d: "a number",
  s: "a string",
  y: "bytes",
  n: "null",
  t: "an instant",
  r: "a duration",
  l: "a list",
  m: "an object",
  k: "a type",
  "*": "a value",
};

/** Whether a value read from data is what the schema promised. */
export function hasCode(code: Code, value: Value): boolean {
  switch (code) {
    case "b":
      return typeof value === "boolean";
    case "i":
      return typeof value === "number" && Number.isSafeInteger(value);
    case "d":
      return typeof value === "number";
    case "s":
      return typeof value === "string";
    case "n":
      return value === null;
    case "l":
      return Array.isArray(value);
    case "m":
      return isPlainMap(value) || value instanceof CelMap;
    case "*":
      return true;
    default:
      return isOwnKind(code, value);
  }
}

function isOwnKind(code: Code, value: Value): boolean {
  if (code === "t") return value instanceof Timestamp;
  if (code === "r") return value instanceof Duration;
  if (code === "u") return value instanceof Uint;
  if (code === "k") return value instanceof TypeValue;
  return value instanceof Uint8Array;
}

/** The value if it has the code, else the error that names the path. */
export function checked(code: Code, value: Value, path: string): Value {
  if (value instanceof EvalError) return located(value, path);
  return hasCode(code, value) ? value : wrongType(code, path);
}

/** The error of a value that is not what the schema promised. */
export function wrongType(code: Code, path: string): EvalError {
  return new EvalError("type", path, `${path === "" ? "a value" : path} is not ${codeNames[code]}`);
}

/** Gives an error that was found in the data the path at which it was read. */
export function located(error: EvalError, path: string): EvalError {
  if (error.errorPath !== "" || path === "") return error;
  return new EvalError(error.errorKind, path, `${path}: ${error.errorText}`, error.errorBeside);
}
