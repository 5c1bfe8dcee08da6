import type { Json } from "@probity/contracts";
import type { Ast } from "./ast.ts";
import { doubleType, dynType, isSame, listOf, shapeOf, type Type } from "./type.ts";

/** A checked expression: its IR and its type. */
export interface Typed {
  readonly ir: readonly Json[];
  readonly type: Type;
  readonly ast: Ast;
}

/** Hides the static type: ints inside become boxed. */
export function box(typed: Typed): Typed {
  if (typed.type.kind === "dyn") return typed;
  const shape = shapeOf(typed.type);
  return { ...typed, ir: shape === undefined ? typed.ir : ["box", shape, typed.ir], type: dynType };
}

/** Whether a text wrote whole numbers here: they may also be read as doubles. */
export function isIntLiteral(ast: Ast): boolean {
  if (ast.op === "lit") return ast.code === "i";
  if (ast.op === "call") return ast.name === "-_" && ast.args.every(isIntLiteral);
  return (
    ast.op === "list" &&
    ast.items.length > 0 &&
    ast.items.every(isNumberLiteral) &&
    ast.items.some(isIntLiteral)
  );
}

function isNumberLiteral(ast: Ast): boolean {
  return isIntLiteral(ast) || (ast.op === "lit" && ast.code === "d");
}

/** An int literal, or a list of them, read as doubles; undefined when it is not one. */
export function literalAsDouble(typed: Typed): Typed | undefined {
  if (!isIntLiteral(typed.ast)) return undefined;
  const { ast } = typed;
  if (ast.op === "list") {
    const items = ast.items.map((item) => ["lit", "d", literalValue(item)]);
    return { ast, ir: ["list", ...items], type: listOf(doubleType, items.length) };
  }
  return { ast, ir: ["lit", "d", literalValue(ast)], type: doubleType };
}

function literalValue(ast: Ast): number {
  if (ast.op === "lit" && typeof ast.value === "number") return ast.value;
  return ast.op === "call" && ast.args[0] !== undefined ? -literalValue(ast.args[0]) : Number.NaN;
}

/** One type for several values: theirs when they agree, else `dyn` with everything boxed. */
export function together(items: readonly Typed[]): { readonly items: readonly Typed[]; readonly type: Type } {
  const first = items.find((item) => item.type.kind !== "never");
  if (first === undefined) return { items, type: { kind: "never" } };
  if (items.every((item) => isSame(item.type, first.type))) return { items, type: widest(items, first.type) };
  return { items: items.map(box), type: dynType };
}

/** Of types that agree, one that knows most (an empty list knows nothing of its items). */
function widest(items: readonly Typed[], start: Type): Type {
  let best = start;
  for (const { type } of items)
    if (best.kind === "list" && best.item.kind === "never" && type.kind === "list") best = type;
  return best;
}
