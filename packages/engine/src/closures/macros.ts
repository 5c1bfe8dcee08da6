import type { Code } from "../functions/strict.ts";
import { mapKeys } from "../ops/equals.ts";
import type { Eval, Frame } from "../ops/frame.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { checked, wrongType } from "./checks.ts";
import {
  type Built,
  type Cell,
  child,
  codeAt,
  demandLength,
  type LoopScope,
  type Node,
  type Scope,
  withLoop,
} from "./scope.ts";

/** What a macro does: over which items, setting which cell, with which body. */
interface Loop {
  readonly items: (frame: Frame) => readonly Value[] | EvalError;
  readonly cell: Cell;
  readonly check: ((item: Value) => Value) | undefined;
  readonly body: Eval;
  readonly test?: Eval | undefined;
}

type MacroRun = (loop: Loop) => Eval;

/** `["exists", range, code, body]` and its kin. */
export function buildMacro(make: MacroRun, code: Code, node: Node, scope: Scope): Built {
  const conditional = node[0] === "mapif";
  demandLength(node, conditional ? 5 : 4);
  const range = child(node[1], scope);
  const itemCode = codeAt(node, 2);
  const path = range.path === "" ? "" : `${range.path}[]`;
  const cell = scope.frame.newCell();
  const before: LoopScope["before"] = new Map();
  const inside = withLoop(scope, { cell, code: itemCode, path, before });
  const test = conditional ? child(node[3], inside).run : undefined;
  const body = child(node[conditional ? 4 : 3], inside).run;
  const run = make({
    items: withReads(itemsOf(range), [...before.values()]),
    cell,
    check: checkOf(itemCode, path),
    body,
    test,
  });
  return { run, code, path: "" };
}

function itemsOf(range: Built): Loop["items"] {
  const { run, path } = range;
  const wrong = path === "" ? overloadError : wrongType("l", path);
  return (frame) => {
    const value = run(frame);
    if (Array.isArray(value)) return value;
    if (value instanceof EvalError) return value;
    return mapKeys(value) ?? wrong;
  };
}

/** The items, once what the loop reads beforehand is read. */
function withReads(
  items: Loop["items"],
  before: readonly { readonly cell: Cell; readonly run: Eval }[],
): Loop["items"] {
  if (before.length === 0) return items;
  return (frame) => {
    const list = items(frame);
    for (const { cell, run } of before) cell.value = run(frame);
    return list;
  };
}

/** The check of an item's type; none where its readers check. */
function checkOf(code: Code, path: string): Loop["check"] {
  return code === "m" || code === "*" || code === "l" ? undefined : (item) => checked(code, item, path);
}

/** Binds an item; false when the step budget is used up. */
function step(loop: Loop, frame: Frame, item: Value): boolean {
  loop.cell.value = loop.check === undefined ? item : loop.check(item);
  return --frame.steps >= 0;
}

/** `exists` (decides true) and `all` (decides false). */
export function quantifier(decides: boolean): MacroRun {
  const otherwise = !decides;
  return ({ items, cell, check, body }) =>
    (frame) => {
      const list = items(frame);
      if (list instanceof EvalError) return list;
      let error: EvalError | undefined;
      for (let place = 0; place < list.length; place++) {
        const item = list[place] ?? null;
        cell.value = check === undefined ? item : check(item);
        if (--frame.steps < 0) return budgetError;
        const value = body(frame);
        if (value === decides) return decides;
        if (value !== otherwise) error ??= value instanceof EvalError ? value : overloadError;
      }
      return error ?? otherwise;
    };
}

/** `exists_one`: an error in any item is an error. */
export const onlyOne: MacroRun = (loop) => (frame) => {
  const { body } = loop;
  const list = loop.items(frame);
  if (list instanceof EvalError) return list;
  let count = 0;
  for (const item of list) {
    if (!step(loop, frame, item)) return budgetError;
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
  for (const item of list) {
    if (!step(loop, frame, item)) return budgetError;
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
  for (const item of list) {
    if (!step(loop, frame, item)) return budgetError;
    const passes = test === undefined || test(frame);
    if (passes === false) continue;
    if (passes !== true) return passes instanceof EvalError ? passes : overloadError;
    const value = body(frame);
    if (value instanceof EvalError) return value;
    made.push(value);
  }
  return made;
};
