import { type Ast, type MacroAst, partsOf } from "./ast.ts";
import { check } from "./check.ts";
import { type Environment, withVariable } from "./environment.ts";
import { itemOf, type Type } from "./type.ts";

/** Items that a list without `maxItems` is reckoned to have. */
const assumedItems = 1000;

/** Upper bound of the loop steps of a checked expression, from the lengths that the schemas allow. */
export function costOf(ast: Ast, env: Environment): number {
  if (ast.op !== "macro") return total(partsOf(ast).map((part) => costOf(part, env)));
  const range = check(ast.range, env).type;
  if (ast.name === "bind")
    return costOf(ast.range, env) + 1 + costOf(ast.body, withVariable(env, ast.variable, range));
  const inside = withVariable(env, ast.variable, itemOf(range));
  const body = costOf(ast.body, inside) + (ast.test === undefined ? 0 : costOf(ast.test, inside));
  return costOf(ast.range, env) + itemsOf(range) * (1 + body);
}

function itemsOf(range: Type): number {
  if (range.kind === "record") return range.fields.size;
  return range.kind === "list" ? (range.maxItems ?? assumedItems) : assumedItems;
}

/**
 * Lower bound of the loop steps: lists of data are empty, literal ones are as long as they are, `&&`, `||`, `?:`, `all`
 * and `exists` end as soon as they can.
 */
export function leastCostOf(ast: Ast, env: Environment): number {
  if (ast.op === "macro") return leastOfMacro(ast, env);
  const parts = partsOf(ast).map((part) => leastCostOf(part, env));
  if (ast.op !== "call") return total(parts);
  if (ast.name === "_&&_" || ast.name === "_||_") return Math.min(...parts);
  return ast.name === "_?_:_" ? (parts[0] ?? 0) + Math.min(...parts.slice(1)) : total(parts);
}

function leastOfMacro(ast: MacroAst, env: Environment): number {
  const range = leastCostOf(ast.range, env);
  const type = check(ast.range, env).type;
  if (ast.name === "bind") return range + leastCostOf(ast.body, withVariable(env, ast.variable, type));
  const inside = withVariable(env, ast.variable, itemOf(type));
  const step = 1 + leastCostOf(ast.test ?? ast.body, inside);
  const items = ast.range.op === "list" ? ast.range.items.length : 0;
  return range + step * (ast.name === "all" || ast.name === "exists" ? Math.min(1, items) : items);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
