import { Duration, durationOf } from "../values/duration.ts";
import { budgetError, divisionError, EvalError, overflowError, overloadError } from "../values/eval-error.ts";
import { Int, Uint } from "../values/int.ts";
import { Timestamp, timestampOf } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import type { Frame } from "./frame.ts";

/** One of the arithmetic operators on plain numbers. */
export type Operator = "add" | "sub" | "mul" | "div" | "mod";

/** Integer arithmetic; a result outside the safe range is an error, never a rounded number. */
export function intResult(operator: Operator, a: number, b: number): number | EvalError {
  const result = intRaw(operator, a, b);
  if (typeof result !== "number") return result;
  return Number.isSafeInteger(result) ? result + 0 : overflowError;
}

function intRaw(operator: Operator, a: number, b: number): number | EvalError {
  if (operator === "add") return a + b;
  if (operator === "sub") return a - b;
  if (operator === "mul") return a * b;
  if (b === 0) return divisionError;
  return operator === "div" ? Math.trunc(a / b) : a % b;
}

/** Double arithmetic. */
export function doubleResult(operator: Operator, a: number, b: number): number | EvalError {
  if (operator === "add") return a + b;
  if (operator === "sub") return a - b;
  if (operator === "mul") return a * b;
  return operator === "div" ? a / b : overloadError;
}

/** Arithmetic where the types are known only now. Ints come and go boxed. */
export function arithmetic(operator: Operator, a: Value, b: Value, frame: Frame): Value {
  if (typeof a === "number" && typeof b === "number") return doubleResult(operator, a, b);
  if (a instanceof Int && b instanceof Int) return boxInt(intResult(operator, a.intValue, b.intValue));
  if (a instanceof Uint && b instanceof Uint) return boxUint(intResult(operator, a.uintValue, b.uintValue));
  if (operator === "add") return add(a, b, frame);
  return operator === "sub" ? subtract(a, b) : overloadError;
}

function boxInt(result: number | EvalError): Value {
  return typeof result === "number" ? new Int(result) : result;
}

function boxUint(result: number | EvalError): Value {
  if (typeof result !== "number") return result;
  return result < 0 ? overflowError : new Uint(result);
}

function add(a: Value, b: Value, frame: Frame): Value {
  if (typeof a === "string" && typeof b === "string") return concatText(a, b, frame);
  if (Array.isArray(a) && Array.isArray(b)) return concatLists(a, b, frame);
  if (a instanceof Timestamp && b instanceof Duration) return shift(a, b);
  if (a instanceof Duration && b instanceof Timestamp) return shift(b, a);
  if (a instanceof Duration && b instanceof Duration)
    return carry(a.spanMs + b.spanMs, a.spanNanos + b.spanNanos);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return concatBytes(a, b, frame);
  return overloadError;
}

function subtract(a: Value, b: Value): Value {
  if (a instanceof Timestamp && b instanceof Timestamp)
    return carry(a.epochMs - b.epochMs, a.epochNanos - b.epochNanos);
  if (a instanceof Duration && b instanceof Duration)
    return carry(a.spanMs - b.spanMs, a.spanNanos - b.spanNanos);
  if (!(a instanceof Timestamp && b instanceof Duration)) return overloadError;
  const back = carry(-b.spanMs, -b.spanNanos);
  return back instanceof EvalError ? back : shift(a, back);
}

function shift(moment: Timestamp, span: Duration): Value {
  const nanos = moment.epochNanos + span.spanNanos;
  const over = nanos >= 1_000_000 ? 1 : 0;
  return timestampOf(moment.epochMs + span.spanMs + over, nanos - over * 1_000_000);
}

function carry(ms: number, nanos: number): Duration | EvalError {
  const over = Math.floor(nanos / 1_000_000);
  return durationOf(ms + over, nanos - over * 1_000_000);
}

/** Joins two texts within the budget of built text. */
export function concatText(a: string, b: string, frame: Frame): Value {
  return frame.spendText(a.length + b.length) ? a + b : budgetError;
}

/** Joins two lists; each item costs a step, so that doubling cannot run away. */
export function concatLists(a: readonly Value[], b: readonly Value[], frame: Frame): Value {
  return frame.spendSteps(a.length + b.length) ? [...a, ...b] : budgetError;
}

function concatBytes(a: Uint8Array, b: Uint8Array, frame: Frame): Value {
  if (!frame.spendText(a.length + b.length)) return budgetError;
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a, 0);
  joined.set(b, a.length);
  return joined;
}

/** The negative of an int, a double or a duration. */
export function negate(value: Value): Value {
  if (typeof value === "number") return -value;
  if (value instanceof Int) return new Int(0 - value.intValue);
  if (value instanceof Duration) return carry(-value.spanMs, -value.spanNanos);
  return overloadError;
}
