import type { Code } from "../functions/strict.ts";
import { mapKeys } from "../ops/equals.ts";
import type { Cell, Eval, Frame } from "../ops/frame.ts";
import { fillColumns, type Slot } from "../ops/slot.ts";
import { EvalError, overloadError } from "../values/eval-error.ts";
import { wrongType } from "./checks.ts";
import { counted, filtered, type Items, type Loop, type MacroRun } from "./loops.ts";
import {
  type Built,
  child,
  codeAt,
  demandLength,
  itemPathOf,
  type LoopScope,
  type Node,
  type Scope,
  withLoop,
} from "./scope.ts";

/** Nodes of a body that run for one step. */
const nodesPerStep = 64;

/** `["exists", range, code, body]` and its kin. */
export function buildMacro(make: MacroRun, code: Code, node: Node, scope: Scope): Built {
  const conditional = node[0] === "mapif";
  demandLength(node, conditional ? 5 : 4);
  const range = child(node[1], scope);
  const itemCode = codeAt(node, 2);
  const path = itemPathOf(range);
  const cell = scope.frame.newCell();
  const before: LoopScope["before"] = new Map();
  const slot = itemCode === "m" && range.code === "l" ? range.slot : undefined;
  const variable: LoopScope = {
    cell,
    code: itemCode,
    path,
    slot,
    readsItem: false,
    readsColumn: false,
    before,
  };
  const inside = withLoop(scope, variable);
  const nodes = scope.spent.nodes;
  const test = conditional ? child(node[3], inside).run : undefined;
  const body = child(node[conditional ? 4 : 3], inside);
  const loop: Loop = {
    items: withReads(itemsOf(range, variable.readsColumn ? slot : undefined), [...before.values()]),
    cell,
    readsItem: variable.readsItem,
    check: itemCode === "m" || itemCode === "*" || itemCode === "l" ? undefined : { code: itemCode, path },
    body: body.run,
    turn: 1 + Math.trunc((scope.spent.nodes - nodes) / nodesPerStep),
    free: body.free === true,
    pair: body.pair,
    test,
    sieve: body.sieve?.cell === cell ? body.sieve : undefined,
  };
  const itemPath = node[0] === "filter" ? path : code === "l" ? body.path : undefined;
  const count = make === filtered ? counted(loop) : undefined;
  return { run: make(loop), code, path: "", itemPath, count };
}

/** `["bind", value, code, body]`: the value is made once, also when the body never needs it. */
export function buildBind(node: Node, scope: Scope): Built {
  demandLength(node, 4);
  const value = child(node[1], scope);
  const cell = scope.frame.newCell();
  const before: LoopScope["before"] = new Map();
  const { path, itemPath } = value;
  const code = codeAt(node, 2);
  const unread = { slot: undefined, readsItem: false, readsColumn: false };
  const variable: LoopScope = { cell, code, path, itemPath, ...unread, before };
  const body = child(node[3], withLoop(scope, variable));
  const { run } = body;
  const reads = [...before.values()];
  return {
    run: (frame) => {
      const bound = value.run(frame);
      if (bound instanceof EvalError) return bound;
      cell.value = bound;
      for (const read of reads) read.cell.value = read.run(frame);
      return run(frame);
    },
    code: body.code,
    path: body.path,
    itemPath: body.itemPath,
  };
}

function itemsOf(range: Built, slot: Slot | undefined): Items {
  const { run, path } = range;
  if (slot !== undefined) return withColumns(slot, path);
  const wrong = path === "" ? overloadError : wrongType("l", path);
  return (frame) => {
    const value = run(frame);
    if (Array.isArray(value)) return value;
    if (value instanceof EvalError) return value;
    return mapKeys(value, frame) ?? wrong;
  };
}

/** The items of a slot, whose fields are read when the first loop comes to them. */
function withColumns(slot: Slot, path: string): Items {
  const wrong = wrongType("l", path);
  return () => {
    const { value } = slot.cell;
    if (!Array.isArray(value)) return value instanceof EvalError ? value : wrong;
    if (!slot.filled) fillColumns(slot, value);
    return value;
  };
}

/** The items, once what the loop reads beforehand is read. */
function withReads(items: Items, before: readonly { readonly cell: Cell; readonly run: Eval }[]): Items {
  const [only] = before;
  if (only === undefined) return items;
  if (before.length === 1) {
    const { cell, run } = only;
    return (frame: Frame) => {
      cell.value = run(frame);
      return items(frame);
    };
  }
  return (frame) => {
    for (const { cell, run } of before) cell.value = run(frame);
    return items(frame);
  };
}
