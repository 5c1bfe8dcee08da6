import { equals, numberOf } from "../ops/equals.ts";
import type { Frame } from "../ops/frame.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { fixed, type RuntimeFunction } from "./strict.ts";

/** The items of a list, to be asked for membership: scalars by a hash, the rest one by one. */
interface Members {
  readonly scalars: ReadonlySet<Value>;
  readonly others: readonly Value[];
}

/** Items that are put in a hash, or looked up there, for one step. */
const hashed = 4;

const scalarOf = (item: Value): Value | undefined => {
  const key = numberOf(item) ?? item;
  return typeof key !== "object" || key === null ? key : undefined;
};

function membersOf(list: readonly Value[], frame: Frame): Members | EvalError {
  if (!frame.spendSteps(Math.trunc(list.length / hashed))) return budgetError;
  const scalars = new Set<Value>();
  const others: Value[] = [];
  for (const item of list) {
    if (item instanceof EvalError) return item;
    const scalar = scalarOf(item);
    if (scalar === undefined) others.push(item);
    else scalars.add(scalar);
  }
  return { scalars, others };
}

function has(members: Members, item: Value, frame: Frame): boolean | EvalError {
  if (item instanceof EvalError) return item;
  const scalar = scalarOf(item);
  if (scalar !== undefined) return members.scalars.has(scalar);
  for (const other of members.others) {
    if (!frame.spendSteps(1)) return budgetError;
    if (equals(item, other, frame) === true) return true;
  }
  return false;
}

/** Whether some (`wanted`) or every (not `wanted`) item of a list is a member. */
function search(
  list: readonly Value[],
  members: Members,
  wanted: boolean,
  frame: Frame,
): boolean | EvalError {
  if (!frame.spendSteps(Math.trunc(list.length / hashed))) return budgetError;
  for (const item of list) {
    const found = has(members, item, frame);
    if (found !== !wanted) return found;
  }
  return !wanted;
}

function contains(a: Value, b: Value, frame: Frame): boolean | EvalError {
  if (!Array.isArray(a) || !Array.isArray(b)) return overloadError;
  const members = membersOf(a, frame);
  return members instanceof EvalError ? members : search(b, members, false, frame);
}

function intersects(a: Value, b: Value, frame: Frame): boolean | EvalError {
  if (!Array.isArray(a) || !Array.isArray(b)) return overloadError;
  const members = membersOf(a, frame);
  return members instanceof EvalError ? members : search(b, members, true, frame);
}

/** The set functions of CEL's extension library: lists read as sets. */
export const setFunctions: Readonly<Record<string, RuntimeFunction>> = {
  sets_contains: fixed(2, "b", (a, b, _c, frame) => contains(a, b, frame)),
  sets_intersects: fixed(2, "b", (a, b, _c, frame) => intersects(a, b, frame)),
  sets_equivalent: fixed(2, "b", (a, b, _c, frame) => {
    const there = contains(a, b, frame);
    return there === true ? contains(b, a, frame) : there;
  }),
};
