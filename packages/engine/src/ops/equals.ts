import { CelMap, type MapKey, mapKeyOf } from "../values/cel-map.ts";
import { Duration } from "../values/duration.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import { isData, isPlainMap, ownField } from "../values/fields.ts";
import { Int, Uint } from "../values/int.ts";
import { Timestamp } from "../values/timestamp.ts";
import { TypeValue } from "../values/type-value.ts";
import type { Value } from "../values/value.ts";
import type { Frame } from "./frame.ts";

const maxDepth = 64;

/**
 * CEL equality: numbers by value across their types, lists and maps deeply, different types unequal. An error inside
 * one of the values makes the answer that error. Comparing lists and maps costs steps.
 */
export function equals(a: Value, b: Value, frame: Frame, depth: number = 0): boolean | EvalError {
  if (typeof a === "string" && typeof b === "string") return sameText(a, b, frame);
  if (a === b) return !(a instanceof EvalError) || a;
  if (a instanceof EvalError) return a;
  if (b instanceof EvalError) return b;
  if (typeof a !== "object" && typeof b !== "object") return false;
  if (a === null || b === null) return false;
  const number = numberOf(a);
  if (number !== undefined) return number === numberOf(b);
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b, frame, depth);
  return equalObjects(a, b, frame, depth);
}

/** Characters that a comparison looks at for one step. */
export const charactersPerStep = 256;

/** Whether two texts are the same. Only long ones of the same length cost anything. */
export function sameText(a: string, b: string, frame: Frame): boolean | EvalError {
  if (a.length !== b.length) return false;
  if (a.length > charactersPerStep && !frame.spendSteps(Math.trunc(a.length / charactersPerStep)))
    return budgetError;
  return a === b;
}

/** The number that a numeric value of any type stands for. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  if (value instanceof Int) return value.intValue;
  return value instanceof Uint ? value.uintValue : undefined;
}

function equalLists(
  a: readonly Value[],
  b: readonly Value[],
  frame: Frame,
  depth: number,
): boolean | EvalError {
  if (a.length !== b.length) return false;
  if (depth > maxDepth) return overloadError;
  if (!frame.spendSteps(1 + Math.trunc(a.length / 8))) return budgetError;
  for (let place = 0; place < a.length; place++) {
    const same = equals(a[place] ?? null, b[place] ?? null, frame, depth + 1);
    if (same !== true) return same;
  }
  return true;
}

function equalObjects(a: Value, b: Value, frame: Frame, depth: number): boolean | EvalError {
  if (a instanceof Timestamp)
    return b instanceof Timestamp && a.epochMs === b.epochMs && a.epochNanos === b.epochNanos;
  if (a instanceof Duration)
    return b instanceof Duration && a.spanMs === b.spanMs && a.spanNanos === b.spanNanos;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.typeName === b.typeName;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && equalBytes(a, b, frame);
  return depth > maxDepth ? overloadError : equalMaps(a, b, frame, depth);
}

function equalBytes(a: Uint8Array, b: Uint8Array, frame: Frame): boolean | EvalError {
  if (a.length !== b.length) return false;
  if (!frame.spendSteps(Math.trunc(a.length / charactersPerStep))) return budgetError;
  return a.every((byte, place) => byte === b[place]);
}

function equalMaps(a: Value, b: Value, frame: Frame, depth: number): boolean | EvalError {
  const keys = mapKeys(a, frame);
  const others = mapKeys(b, frame);
  if (keys instanceof EvalError) return keys;
  if (others instanceof EvalError) return others;
  if (keys === undefined || keys.length !== others?.length) return false;
  if (!frame.spendSteps(1 + keys.length)) return budgetError;
  for (const key of keys) {
    const other = mapLookup(b, key);
    if (other === undefined) return false;
    const same = equals(mapLookup(a, key) ?? null, other, frame, depth + 1);
    if (same !== true) return same;
  }
  return true;
}

/** True for a map of either kind. */
export function isMap(value: Value): boolean {
  return value instanceof CelMap || isPlainMap(value);
}

/** Keys that are listed for one step. */
const keysPerStep = 4;

/** The keys of a map of either kind, or undefined for what is not a map. Listing them costs steps. */
export function mapKeys(map: Value, frame: Frame): Value[] | EvalError | undefined {
  const isOwn = map instanceof CelMap;
  if (!isOwn && !isPlainMap(map)) return undefined;
  const keys = isOwn
    ? [...map.mapEntries.values()].map((entry) => entry[0])
    : Object.keys(map).filter((key) => isData(map[key]));
  return frame.spendSteps(Math.trunc(keys.length / keysPerStep)) ? keys : budgetError;
}

/** The value under a key of a map of either kind; undefined when there is none or the key cannot be one. */
export function mapLookup(map: Value, key: Value): Value | undefined {
  const plain: MapKey | undefined = mapKeyOf(key);
  if (plain === undefined) return undefined;
  if (map instanceof CelMap) return map.mapEntries.get(plain)?.[1];
  return typeof plain === "string" && isPlainMap(map) ? ownField(map, plain) : undefined;
}
