import { type Ast, partsOf } from "./ast.ts";
import { check } from "./check.ts";
import { type Environment, withVariable } from "./environment.ts";
import { dynType, stringType, type Type } from "./type.ts";

/** Items that a list without `maxItems` is reckoned to have. */
const assumedItems = 1000;

/** Upper bound of the loop steps of a checked expression, from the lengths that the schemas allow. */
export function costOf(ast: Ast, env: Environment): number {
  if (ast.op !== "macro") return partsOf(ast).reduce((sum, part) => sum + costOf(part, env), 0);
  const range = check(ast.range, env).type;
  if (ast.name === "bind")
    return costOf(ast.range, env) + 1 + costOf(ast.body, withVariable(env, ast.variable, range));
  const inside = withVariable(env, ast.variable, itemOf(range));
  const body = costOf(ast.body, inside) + (ast.test === undefined ? 0 : costOf(ast.test, inside));
  return costOf(ast.range, env) + itemsOf(range) * (1 + body);
}

function itemOf(range: Type): Type {
  if (range.kind === "list") return range.item;
  return range.kind === "record" || range.kind === "map" ? stringType : dynType;
}

function itemsOf(range: Type): number {
  if (range.kind === "record") return range.fields.size;
  return range.kind === "list" ? (range.maxItems ?? assumedItems) : assumedItems;
}
