import type { Code } from "../functions/strict.ts";
import { charactersPerStep } from "../ops/equals.ts";
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
  /** Steps that a turn costs: more than one for a body of many nodes. */
  readonly turn: number;
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
  return (loop) => sieved(loop, decides) ?? plain(loop, decides);
}

/**
 * Of `exists` over `a && b` and `all` over `a || b` the two sides run in the loop; the body itself only runs when one of
 * them is an error. The turns of a body that spends nothing are paid together; were it to compare long texts, it spends
 * and stops by itself. Both save a fifth.
 */
function plain(loop: Loop, decides: boolean): Eval {
  const { items, body, turn, free, pair } = loop;
  const otherwise = !decides;
  const [a, b] = pair?.decides === otherwise ? pair.sides : [body];
  return (frame) => {
    const list = items(frame);
    if (list instanceof EvalError) return list;
    const end = free ? Math.min(list.length, Math.trunc(frame.steps / turn)) : list.length;
    let error: EvalError | undefined;
    for (let place = 0; place < end; place++) {
      if (!free && !frame.spendSteps(turn)) return budgetError;
      bind(loop, list, place);
      const left = a(frame);
      if (left === otherwise) continue;
      const right = b === undefined ? left : b(frame);
      if (right === otherwise) continue;
      if (left === decides && right === decides) {
        if (free) frame.spendSteps((place + 1) * turn);
        return decides;
      }
      const value = b === undefined ? left : body(frame);
      error ??= value instanceof EvalError ? value : overloadError;
    }
    if (free && !frame.spendSteps(list.length * turn)) return budgetError;
    return error ?? otherwise;
  };
}

function bind({ cell, readsItem, check }: Loop, list: readonly Value[], place: number): void {
  cell.place = place;
  if (!readsItem) return;
  const item = list[place] ?? null;
  cell.value = check === undefined ? item : checked(check.code, item, check.path);
}

/**
 * The same where a comparison of texts settles most items: those are passed over without running the body. It makes
 * pairwise rules three times as fast.
 */
function sieved(loop: Loop, decides: boolean): Eval | undefined {
  const { items, body, turn, sieve } = loop;
  const otherwise = !decides;
  if (sieve?.unequal !== otherwise) return undefined;
  const { values, other } = sieve;
  return (frame) => {
    const list = items(frame);
    if (list instanceof EvalError) return list;
    const text = other.value;
    const comparable = typeof text === "string" && text.length <= charactersPerStep;
    let error: EvalError | undefined;
    let paid = 0;
    for (let place = 0; place < list.length; place++) {
      const own = values[place];
      if (comparable && typeof own === "string" && own !== text) continue;
      // Each turn costs a step; those that were passed over are paid together.
      if (!frame.spendSteps((place + 1 - paid) * turn)) return budgetError;
      paid = place + 1;
      bind(loop, list, place);
      const value = body(frame);
      if (value === decides) return decides;
      if (value !== otherwise) error ??= value instanceof EvalError ? value : overloadError;
    }
    if (!frame.spendSteps((list.length - paid) * turn)) return budgetError;
    return error ?? otherwise;
  };
}

/** Pays a turn and binds its item; false when the step budget is used up. */
function step(loop: Loop, list: readonly Value[], place: number, frame: Frame): boolean {
  bind(loop, list, place);
  return frame.spendSteps(loop.turn);
}

/** `exists_one`: an error in any item is an error. */
export const onlyOne: MacroRun = (loop) => (frame) => {
  const { body } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  let count = 0;
  for (let place = 0; place < list.length; place++) {
    if (!step(loop, list, place, frame)) return budgetError;
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
    if (!step(loop, list, place, frame)) return budgetError;
    const value = body(frame);
    if (value === true) kept.push(list[place] ?? null);
    else if (value !== false) return value instanceof EvalError ? value : overloadError;
  }
  return kept;
};

/** `size(list.filter(...))`: what would be kept is only counted. */
export const counted: MacroRun = (loop) => (frame) => {
  const { body } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  let count = 0;
  for (let place = 0; place < list.length; place++) {
    if (!step(loop, list, place, frame)) return budgetError;
    const value = body(frame);
    if (value === true) count++;
    else if (value !== false) return value instanceof EvalError ? value : overloadError;
  }
  return count;
};

/** `map`, with or without a condition. */
export const mapped: MacroRun = (loop) => (frame) => {
  const { body, test } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  const made: Value[] = [];
  for (let place = 0; place < list.length; place++) {
    if (!step(loop, list, place, frame)) return budgetError;
    const passes = test === undefined || test(frame);
    if (passes === false) continue;
    if (passes !== true) return passes instanceof EvalError ? passes : overloadError;
    const value = body(frame);
    if (value instanceof EvalError) return value;
    made.push(value);
  }
  return made;
};
