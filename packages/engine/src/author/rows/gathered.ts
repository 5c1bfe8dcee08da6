import type { Ast } from "../ast.ts";
import { parseText } from "../parse-text.ts";
import type { Bare } from "./bare.ts";
import { pathBare } from "./path-bare.ts";
import { pathOf } from "./path-of.ts";
import { print } from "./print.ts";

/**
 * Where values are gathered from: the items of a list, of lists that these hold, and so on, and a field of the last ones.
 * `record.bids.details[].tenderers[].id` has the lists `record.bids.details` and `tenderers`, and the field `id`.
 */
export interface Gathered {
  /** Paths of names; each but the first begins at an item of the list before. None: the field is a single value. */
  readonly lists: readonly (readonly string[])[];
  /** A path of names from an item; undefined: the items themselves. */
  readonly field?: readonly string[] | undefined;
}

/**
 * A list expression as the places that it gathers from, one after the other. Undefined where it does anything else, such as
 * leaving some out: that stays as its text. Throws the coded error of a text that does not parse.
 */
export function gatheredOf(text: string): readonly Gathered[] | undefined {
  const operands = sumOf(parseText(text));
  const found: Gathered[] = [];
  let wasLiteral = false;
  for (const ast of operands) {
    const isLiteral = ast.op === "list";
    const places = isLiteral ? valuesOf(ast.items) : placeOf(ast, []);
    // One literal after the other would come back as one; an empty one beside others would be lost.
    const isLost = isLiteral && (wasLiteral || (ast.items.length === 0 && operands.length > 1));
    if (places === undefined || isLost) return undefined;
    found.push(...places);
    wasLiteral = isLiteral;
  }
  return found;
}

/** The CEL text that gathers from these places. Throws the coded error of a name that is none. */
export function textOfGathered(places: readonly Gathered[]): string {
  const operands: Bare[] = [];
  for (const { lists, field } of places) {
    const last = operands.at(-1);
    if (lists.length > 0) operands.push(bareOf(lists, field, 0));
    else if (last?.op === "list")
      operands.splice(-1, 1, { op: "list", items: [...last.items, pathBare(field ?? [])] });
    else operands.push({ op: "list", items: [pathBare(field ?? [])] });
  }
  const [first = { op: "list", items: [] } as const, ...rest] = operands;
  return print(
    rest.reduce<Bare>((sum, one) => ({ op: "call", name: "_+_", args: [sum, one], member: false }), first),
  );
}

function bareOf(lists: Gathered["lists"], field: Gathered["field"], depth: number): Bare {
  const [list = [], ...inner] = lists;
  const range = pathBare(depth === 0 ? list : [variableAt(depth - 1), ...list]);
  if (inner.length === 0 && field === undefined) return range;
  const variable = variableAt(depth);
  const body = inner.length === 0 ? pathBare([variable, ...(field ?? [])]) : bareOf(inner, field, depth + 1);
  const mapped: Bare = { op: "macro", name: "map", range, variable, body };
  return inner.length === 0 ? mapped : { op: "call", name: "flatten", args: [mapped], member: true };
}

const variableAt = (depth: number): string => ["x", "y", "z"][depth] ?? `x${depth}`;

function sumOf(ast: Ast): readonly Ast[] {
  if (ast.op !== "call" || ast.name !== "_+_") return [ast];
  const [left, right] = ast.args;
  return left === undefined || right === undefined ? [ast] : [...sumOf(left), right];
}

function valuesOf(items: readonly Ast[]): readonly Gathered[] | undefined {
  const paths = items.map(pathOf);
  return paths.some((path) => path === undefined)
    ? undefined
    : paths.map((path): Gathered => ({ lists: [], field: path?.names ?? [] }));
}

/** `within`: the names of the items around, of which only the innermost may be read. */
function placeOf(ast: Ast, within: readonly string[]): readonly Gathered[] | undefined {
  const list = namesFrom(ast, within);
  if (list !== undefined) return [{ lists: [list] }];
  if (ast.op === "macro") return mappedOf(ast, within);
  if (ast.op !== "call" || ast.name !== "flatten" || !ast.member || ast.args.length !== 1) return undefined;
  const [mapped] = ast.args;
  if (mapped?.op !== "macro" || mapped.name !== "map" || mapped.test !== undefined) return undefined;
  const outer = namesFrom(mapped.range, within);
  const [inner] = placeOf(mapped.body, [...within, mapped.variable]) ?? [];
  return outer === undefined || inner === undefined
    ? undefined
    : [{ ...inner, lists: [outer, ...inner.lists] }];
}

function mappedOf(
  { name, range, variable, test, body }: Extract<Ast, { op: "macro" }>,
  within: readonly string[],
): readonly Gathered[] | undefined {
  if (name !== "map" || test !== undefined) return undefined;
  const list = namesFrom(range, within);
  const field = namesFrom(body, [...within, variable]);
  return list === undefined || field === undefined ? undefined : [{ lists: [list], field }];
}

/** A path from the innermost item on; outside of any, the whole path. */
function namesFrom(ast: Ast, within: readonly string[]): readonly string[] | undefined {
  const names = pathOf(ast)?.names;
  const item = within.at(-1);
  if (names === undefined || item === undefined) return names;
  return names[0] === item && names.length > 1 ? names.slice(1) : undefined;
}
