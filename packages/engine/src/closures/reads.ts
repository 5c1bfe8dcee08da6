import { indexOf } from "../functions/text.ts";
import type { Code } from "../functions/strict.ts";
import { isMap, mapLookup } from "../ops/equals.ts";
import { bareField, readField } from "../ops/field.ts";
import type { Cell, Eval } from "../ops/frame.ts";
import type { Column } from "../ops/slot.ts";
import { EvalError, indexError, noKeyError, overloadError } from "../values/eval-error.ts";
import { isPlainKey } from "../values/fields.ts";
import type { Value } from "../values/value.ts";
import { checked, located } from "./checks.ts";
import { fieldOf } from "./field.ts";
import {
  type Built,
  child,
  codeAt,
  demandLength,
  itemPathOf,
  malformed,
  type Node,
  type Scope,
  textAt,
} from "./scope.ts";
import { columnOf, readName, slotOf } from "./shared-reads.ts";
import { joinPath, slowHas, type SlowRead } from "./slow-read.ts";

/** `["var", name]` */
export function buildVar(node: Node, scope: Scope): Built {
  demandLength(node, 2);
  const name = textAt(node, 1);
  if (!isVariable(name)) throw malformed("var");
  const cell = scope.frame[name];
  return { run: () => cell.value, code: name === "now" ? "t" : "m", path: name, cell, free: true };
}

type Variable = "event" | "record" | "params" | "features" | "now";

const isVariable = (name: string): name is Variable =>
  name === "event" || name === "record" || name === "params" || name === "features" || name === "now";

/** `["loc", level]` */
export function buildLoc(node: Node, scope: Scope): Built {
  demandLength(node, 2);
  const found = typeof node[1] === "number" ? scope.loops[node[1]] : undefined;
  if (found === undefined) throw malformed("loc");
  const { cell, code, path, itemPath } = found;
  found.readsItem = true;
  return { run: () => cell.value, code, path, itemPath, cell, free: true };
}

/** `["get", base, key, code]`; a chain of them becomes one reader. */
export function buildGet(node: Node, scope: Scope): Built {
  demandLength(node, 4);
  const code = codeAt(node, 3);
  const keys = [textAt(node, 2)];
  let base: unknown = node[1];
  while (Array.isArray(base) && base[0] === "get" && base.length === 4 && keys.length < 16) {
    keys.unshift(textAt(base, 2));
    codeAt(base, 3);
    base = base[1];
  }
  const { loops } = scope;
  const readsItem = loops.length === 0 ? [] : loops.map((one) => one.readsItem);
  const root = child(base, scope);
  const path = root.path === "" ? "" : joinPath(root.path, keys);
  const shared = slotOf(root, keys, code, scope);
  if (shared !== undefined) return { ...cellRead(shared.cell, code, path), slot: shared };
  const level = loops.findIndex(({ cell }) => cell === root.cell);
  const loop = loops[level];
  const column = loop?.slot === undefined ? undefined : columnOf(loop.slot, loop.path, keys, code, scope);
  if (loop !== undefined && column !== undefined) {
    // The item itself is not read here.
    loop.readsItem = readsItem[level] === true;
    loop.readsColumn = true;
  }
  const run = column === undefined ? pathReader(root, keys, code) : columnReader(column, root.cell);
  const early = readBefore(root, run, `${root.path}:${readName(keys, code)}`, scope);
  if (early !== undefined) return cellRead(early, code, path);
  const { cell } = root;
  if (cell === undefined) return { run, code, path };
  return { run, code, path, free: true, column: column && { cell, values: column.values } };
}

function cellRead(cell: Cell, code: Code, path: string): Built {
  return { run: () => cell.value, code, path, early: cell, free: true };
}

function columnReader({ values }: Column, cell: Cell | undefined): Eval {
  return cell === undefined ? () => null : () => values[cell.place] ?? null;
}

/**
 * A read of a variable from outside the innermost loops gives the same at each of their turns: the outermost of them
 * makes it once. Reads are pure and errors are values, so that nothing changes but the time.
 */
function readBefore(root: Built, run: Eval, key: string, scope: Scope): Cell | undefined {
  if (root.cell === undefined) return undefined;
  const own = scope.loops.findIndex((loop) => loop.cell === root.cell);
  const loop = scope.loops[own + 1];
  if (loop === undefined) return undefined;
  const known = loop.before.get(key);
  if (known !== undefined) return known.cell;
  const cell = scope.frame.newCell();
  loop.before.set(key, { cell, run });
  return cell;
}

function pathReader({ cell, run, path }: Built, keys: readonly string[], code: Code): Eval {
  const field = fieldOf(keys, code, path);
  return cell === undefined ? (frame) => readField(field, run(frame)) : () => readField(field, cell.value);
}

/** `["has", base, key]` */
export function buildHas(node: Node, scope: Scope): Built {
  demandLength(node, 3);
  const key = textAt(node, 2);
  const base = child(node[1], scope);
  const slow = slowHas(key, base.path);
  const { run } = base;
  return {
    run: isPlainKey(key) ? fastHas(run, key, slow) : (frame) => slow(run(frame)),
    code: "b",
    path: "",
    free: base.free,
  };
}

function fastHas(base: Eval, key: string, slow: SlowRead): Eval {
  return (frame) => {
    const map = base(frame);
    if (typeof map !== "object" || map === null) return slow(map);
    // Any object may be asked for a plain key: what is not the data's own field is undefined or a function.
    const value: unknown = bareField(map, key);
    return value !== undefined && typeof value !== "function" ? true : slow(map);
  };
}

/** `["at", base, index, code]` */
export function buildAt(node: Node, scope: Scope): Built {
  demandLength(node, 4);
  const base = child(node[1], scope);
  const index = child(node[2], scope);
  const code = codeAt(node, 3);
  const path = itemPathOf(base, indexText(index.constant));
  return { run: itemReader(base.run, index.run, code, path, path === "" ? index.path : path), code, path };
}

function indexText(index: Value | undefined): string {
  if (typeof index === "string") return JSON.stringify(index);
  const place = index === undefined ? undefined : indexOf(index);
  return place === undefined ? "" : String(place);
}

/** `blamed` is what an error names when the item is not there: the item, or else what was looked up. */
function itemReader(base: Eval, index: Eval, code: Code, path: string, blamed: string): Eval {
  const outside = located(indexError, blamed);
  const absent = located(noKeyError, blamed);
  return (frame) => {
    const container = base(frame);
    if (container instanceof EvalError) return container;
    const key = index(frame);
    if (key instanceof EvalError) return key;
    if (Array.isArray(container)) {
      const place = indexOf(key);
      if (place === undefined) return overloadError;
      const item: Value | undefined = container[place];
      return item === undefined ? outside : checked(code, item, path);
    }
    if (!isMap(container)) return overloadError;
    const value = mapLookup(container, key);
    return value === undefined ? absent : checked(code, value, path);
  };
}
