import type { Ast } from "../ast.ts";
import type { Path } from "./row.ts";

/** An expression as a path of names; undefined for every other one. */
export function pathOf(ast: Ast): Path | undefined {
  if (ast.op === "ident") return { kind: "path", names: [ast.name] };
  if (ast.op !== "select") return undefined;
  const base = pathOf(ast.base);
  return base === undefined ? undefined : { kind: "path", names: [...base.names, ast.field] };
}
