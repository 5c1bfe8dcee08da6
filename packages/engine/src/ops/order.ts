import { Duration } from "../values/duration.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import { numberOf } from "./equals.ts";
import type { Frame } from "./frame.ts";

/**
 * Order of two values: negative, zero or positive, or NaN when a NaN is among them. Numbers compare across their
 * types; any other mixture is an error.
 */
export function order(a: Value, b: Value, frame: Frame): number | EvalError {
  if (typeof a === "string" && typeof b === "string") return orderTexts(a, b, frame);
  if (a instanceof EvalError) return a;
  if (b instanceof EvalError) return b;
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return compareNumbers(left, right);
  if (a instanceof Timestamp && b instanceof Timestamp)
    return a.epochMs - b.epochMs || a.epochNanos - b.epochNanos;
  if (a instanceof Duration && b instanceof Duration) return a.spanMs - b.spanMs || a.spanNanos - b.spanNanos;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array)
    return spend(a, b, frame) ? compareBytes(a, b) : budgetError;
  return overloadError;
}

function orderTexts(a: string, b: string, frame: Frame): number | EvalError {
  return spend(a, b, frame) ? compareText(a, b) : budgetError;
}

/** Characters or bytes whose order is looked at for one step. */
const orderedPerStep = 64;

/** Comparing costs steps by what two values may have in common. */
function spend(a: { readonly length: number }, b: { readonly length: number }, frame: Frame): boolean {
  return frame.spendSteps(Math.trunc(Math.min(a.length, b.length) / orderedPerStep));
}

function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : a === b ? 0 : Number.NaN;
}

/** By code points, as CEL orders strings; JavaScript's own order differs for characters beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let place = 0; place < end; place++) {
    const left = a.charCodeAt(place);
    const right = b.charCodeAt(place);
    if (left !== right) return aboveSurrogates(left) - aboveSurrogates(right);
  }
  return a.length - b.length;
}

/** Moves surrogates above the rest of the basic plane, where the characters that they make belong. */
function aboveSurrogates(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length);
  for (let place = 0; place < end; place++) {
    const difference = (a[place] ?? 0) - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
