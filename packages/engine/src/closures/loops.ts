import type { Code } from "../functions/strict.ts";
import type { Cell, Eval, Frame } from "../ops/frame.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { checked } from "./checks.ts";
import type { Built, Sieve } from "./scope.ts";

/** The items of a macro, or why there are none. */
export type Items = (frame: Frame) => readonly Value[] | EvalError;

/** What a macro does: over which items, setting which cell, with which body. */
export interface Loop {
  readonly items: Items;
  readonly cell: Cell;
  /** False when the body reads columns alone: then only the place is set. */
  readonly readsItem: boolean;
  /** The type of an item; undefined where its readers check. */
  readonly check: { readonly code: Code; readonly path: string } | undefined;
  readonly body: Eval;
  /** True when the body spends no budget. */
  readonly free: boolean;
  readonly pair: Built["pair"];
  readonly test: Eval | undefined;
  readonly sieve: Sieve | undefined;
}

/** Makes the closure of one macro. */
export type MacroRun = (loop: Loop) => Eval;

/** `exists` (decides true) and `all` (decides false). */
export function quantifier(decides: boolean): MacroRun {
  return (loop) => sieved(loop, decides) ?? (loop.free ? tight(loop, decides) : plain(loop, decides));
}

function plain({ items, cell, readsItem, check, body }: Loop, decides: boolean): Eval {
  const otherwise = !decides;
  return (frame) => {
    const list = items(frame);
    if (list instanceof EvalError) return list;
    let error: EvalError | undefined;
    for (let place = 0; place < list.length; place++) {
      cell.place = place;
      if (readsItem) {
        const item = list[place] ?? null;
        cell.value = check === undefined ? item : checked(check.code, item, check.path);
      }
      if (--frame.steps < 0) return budgetError;
      const value = body(frame);
      if (value === decides) return decides;
      if (value !== otherwise) error ??= value instanceof EvalError ? value : overloadError;
    }
    return error ?? otherwise;
  };
}

/**
 * The same for a body that spends nothing: the turns are paid together. Of `exists` over `a && b` and `all` over
 * `a || b` the two sides run in the loop; the body itself only runs when one of them is an error. A fifth faster.
 */
function tight({ items, cell, readsItem, check, body, pair }: Loop, decides: boolean): Eval {
  const otherwise = !decides;
  const [a, b] = pair?.decides === otherwise ? pair.sides : [body];
  return (frame) => {
    const list = items(frame);
    if (list instanceof EvalError) return list;
    const end = Math.min(list.length, frame.steps);
    let error: EvalError | undefined;
    for (let place = 0; place < end; place++) {
      cell.place = place;
      if (readsItem) {
        const item = list[place] ?? null;
        cell.value = check === undefined ? item : checked(check.code, item, check.path);
      }
      const left = a(frame);
      if (left === otherwise) continue;
      const right = b === undefined ? left : b(frame);
      if (right === otherwise) continue;
      if (left === decides && right === decides) {
        frame.spendSteps(place + 1);
        return decides;
      }
      const value = body(frame);
      error ??= value instanceof EvalError ? value : overloadError;
    }
    if (!frame.spendSteps(list.length)) return budgetError;
    return error ?? otherwise;
  };
}

/**
 * The same where a comparison of texts settles most items: those are passed over without running the body. It makes
 * pairwise rules three times as fast.
 */
function sieved({ items, cell, readsItem, body, sieve }: Loop, decides: boolean): Eval | undefined {
  const otherwise = !decides;
  if (sieve?.unequal !== otherwise) return undefined;
  const { values, other } = sieve;
  return (frame) => {
    const list = items(frame);
    if (list instanceof EvalError) return list;
    const text = other.value;
    const comparable = typeof text === "string";
    let error: EvalError | undefined;
    let paid = 0;
    for (let place = 0; place < list.length; place++) {
      const own = values[place];
      if (comparable && typeof own === "string" && own !== text) continue;
      // Each turn costs a step; those that were passed over are paid together.
      if (!frame.spendSteps(place + 1 - paid)) return budgetError;
      paid = place + 1;
      cell.place = place;
      if (readsItem) cell.value = list[place] ?? null;
      const value = body(frame);
      if (value === decides) return decides;
      if (value !== otherwise) error ??= value instanceof EvalError ? value : overloadError;
    }
    if (!frame.spendSteps(list.length - paid)) return budgetError;
    return error ?? otherwise;
  };
}

/** Binds an item; false when the step budget is used up. */
function step({ cell, readsItem, check }: Loop, frame: Frame, item: Value, place: number): boolean {
  cell.place = place;
  if (readsItem) cell.value = check === undefined ? item : checked(check.code, item, check.path);
  return --frame.steps >= 0;
}

/** `exists_one`: an error in any item is an error. */
export const onlyOne: MacroRun = (loop) => (frame) => {
  const { body } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  let count = 0;
  for (let place = 0; place < list.length; place++) {
    if (!step(loop, frame, list[place] ?? null, place)) return budgetError;
    const value = body(frame);
    if (value === true) count++;
    else if (value !== false) return value instanceof EvalError ? value : overloadError;
  }
  return count === 1;
};

/** `filter` */
export const filtered: MacroRun = (loop) => (frame) => {
  const { body } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  const kept: Value[] = [];
  for (let place = 0; place < list.length; place++) {
    const item = list[place] ?? null;
    if (!step(loop, frame, item, place)) return budgetError;
    const value = body(frame);
    if (value === true) kept.push(item);
    else if (value !== false) return value instanceof EvalError ? value : overloadError;
  }
  return kept;
};

/** `map`, with or without a condition. */
export const mapped: MacroRun = (loop) => (frame) => {
  const { body, test } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  const made: Value[] = [];
  for (let place = 0; place < list.length; place++) {
    if (!step(loop, frame, list[place] ?? null, place)) return budgetError;
    const passes = test === undefined || test(frame);
    if (passes === false) continue;
    if (passes !== true) return passes instanceof EvalError ? passes : overloadError;
    const value = body(frame);
    if (value instanceof EvalError) return value;
    made.push(value);
  }
  return made;
};
