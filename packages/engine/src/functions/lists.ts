import { arithmetic, intResult, negate } from "../ops/arithmetic.ts";
import { equals, isMap, mapKeys, mapLookup, numberOf } from "../ops/equals.ts";
import type { Frame } from "../ops/frame.ts";
import { order } from "../ops/order.ts";
import { budgetError, EvalError, indexError, overloadError } from "../values/eval-error.ts";
import { Int } from "../values/int.ts";
import type { Value } from "../values/value.ts";
import { fixed, type RuntimeFunction, type Strict } from "./strict.ts";
import { textSize } from "./text.ts";

/** List items that cost one loop step in a built-in function. */
const scanned = 16;

function charge(frame: Frame, items: number): boolean {
  return frame.spendSteps(Math.trunc(items / scanned));
}

const size: Strict = (value, _b, _c, frame) => {
  if (typeof value === "string") return charge(frame, value.length / 4) ? textSize(value) : budgetError;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  const keys = mapKeys(value, frame);
  if (keys === undefined || keys instanceof EvalError) return keys ?? overloadError;
  return keys.length;
};

const contained: Strict = (item, container, _c, frame) => {
  if (!Array.isArray(container)) {
    return isMap(container) ? mapLookup(container, item) !== undefined : overloadError;
  }
  const items: readonly Value[] = container;
  if (!charge(frame, items.length)) return budgetError;
  let error: EvalError | undefined;
  for (const other of items) {
    const same = equals(item, other, frame);
    if (same === true) return true;
    if (same !== false) error ??= same;
  }
  return error ?? false;
};

const distinct: Strict = (list, _b, _c, frame) => {
  if (!Array.isArray(list)) return overloadError;
  const items: readonly Value[] = list;
  // Keeping an item costs more than looking at it.
  if (!charge(frame, items.length * 4)) return budgetError;
  const scalars = new Set<Value>();
  const others: Value[] = [];
  const kept: Value[] = [];
  for (const item of items) {
    if (item instanceof EvalError) return item;
    const key = numberOf(item) ?? item;
    if (typeof key !== "object" || key === null) {
      if (scalars.has(key)) continue;
      scalars.add(key);
    } else {
      if (!charge(frame, others.length * 4)) return budgetError;
      if (others.some((other) => equals(other, item, frame) === true)) continue;
      others.push(item);
    }
    kept.push(item);
  }
  return kept;
};

const flatten: Strict = (list, _b, _c, frame) => {
  if (!Array.isArray(list)) return overloadError;
  const flat: Value[] = [];
  for (const inner of list as readonly Value[]) {
    if (inner instanceof EvalError) return inner;
    if (!Array.isArray(inner)) return overloadError;
    if (!charge(frame, scanned + inner.length)) return budgetError;
    for (const item of inner as readonly Value[]) flat.push(item);
  }
  return flat;
};

/** Comparing and moving an item costs about this many looks at one. */
const sorted = 16;

const sort: Strict = (list, _b, _c, frame) => {
  if (!Array.isArray(list)) return overloadError;
  const items: readonly Value[] = list;
  if (!charge(frame, items.length * sorted)) return budgetError;
  let failure: EvalError | undefined;
  const made = items.toSorted((a, b) => {
    if (failure !== undefined) return 0;
    const way = order(a, b, frame);
    if (typeof way === "number" && !Number.isNaN(way)) return way;
    failure = typeof way === "number" ? overloadError : way;
    return 0;
  });
  // A list of one item is compared with nothing.
  const [only] = items;
  if (items.length === 1 && only instanceof EvalError) return only;
  return failure ?? made;
};

const cannotJudge: Strict = (reason) =>
  typeof reason === "string" ? new EvalError("declared", "", reason.slice(0, 300)) : overloadError;

/** Folds the items of a list; an error among them is the result. */
function fold(
  list: Value,
  frame: Frame,
  start: Value | undefined,
  step: (sum: Value, item: Value) => Value,
): Value {
  if (!Array.isArray(list)) return overloadError;
  const items: readonly Value[] = list;
  if (!charge(frame, items.length)) return budgetError;
  let sum = start;
  for (const item of items) {
    if (item instanceof EvalError) return item;
    sum = sum === undefined ? item : step(sum, item);
    if (sum instanceof EvalError) return sum;
  }
  return sum ?? indexError;
}

const sumInts: Strict = (list, _b, _c, frame) =>
  fold(list, frame, 0, (sum, item) => {
    const whole = typeof sum === "number" && typeof item === "number" && Number.isSafeInteger(item);
    return whole ? intResult("add", sum, item) : overloadError;
  });

const sumDoubles: Strict = (list, _b, _c, frame) =>
  fold(list, frame, 0, (sum, item) =>
    typeof sum === "number" && typeof item === "number" ? sum + item : overloadError,
  );

const sumAny: Strict = (list, _b, _c, frame) =>
  Array.isArray(list) && list.length === 0
    ? new Int(0)
    : fold(list, frame, undefined, (sum, item) => arithmetic("add", sum, item, frame));

function extreme(sign: number): RuntimeFunction {
  const run: Strict = (list, _b, _c, frame) =>
    fold(list, frame, undefined, (best, item) => {
      const way = order(item, best, frame);
      if (way instanceof EvalError) return way;
      return way * sign > 0 ? item : best;
    });
  return fixed(1, "*", run);
}

const absolute: Strict = (value) => {
  const number = numberOf(value);
  if (number === undefined) return overloadError;
  return number < 0 ? negate(value) : value;
};

/** Functions on lists and numbers. Those with a suffix know their items' type. */
export const listFunctions: Readonly<Record<string, RuntimeFunction>> = {
  size: fixed(1, "i", size),
  in: fixed(2, "b", contained),
  distinct: fixed(1, "l", distinct),
  flatten: fixed(1, "l", flatten),
  sort: fixed(1, "l", sort),
  cannot_judge: fixed(1, "*", cannotJudge),
  sum: fixed(1, "*", sumAny),
  sum_i: fixed(1, "i", sumInts),
  sum_d: fixed(1, "d", sumDoubles),
  min: extreme(-1),
  max: extreme(1),
  abs: fixed(1, "*", absolute),
};
