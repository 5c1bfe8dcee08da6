import { type Ast, isOperator } from "../ast.ts";
import { parseText } from "../parse-text.ts";
import { pathOf } from "./path-of.ts";
import { print } from "./print.ts";
import { type Arithmetic, arithmetics, type Comparison, comparisons, type Row, type Term } from "./row.ts";

/**
 * A condition as rows (ML-4). Nothing is lost: what rows cannot show stays as text in its place. Throws the coded error of a
 * text that does not parse.
 */
export function rowsOf(text: string): Row {
  return rowOf(parseText(text));
}

function rowOf(ast: Ast): Row {
  if (ast.op === "has") return given(ast);
  if (ast.op === "macro") return each(ast);
  if (ast.op !== "call") return truth(ast);
  const [first, second] = ast.args;
  if (ast.name === "_&&_" || ast.name === "_||_")
    return { kind: "group", join: ast.name === "_&&_" ? "all" : "any", rows: ast.args.map(rowOf) };
  if (ast.name === "!_" && first !== undefined) return { kind: "not", row: rowOf(first) };
  const comparison = comparisonOf(ast);
  if (comparison === undefined || first === undefined || second === undefined) return truth(ast);
  return { kind: "compare", left: termOf(first), comparison, right: termOf(second) };
}

function given(ast: Extract<Ast, { op: "has" }>): Row {
  const base = pathOf(ast.base);
  if (base === undefined) return advanced(ast);
  return { kind: "given", path: { kind: "path", names: [...base.names, ast.field] } };
}

function each(ast: Extract<Ast, { op: "macro" }>): Row {
  if (ast.name !== "exists" && ast.name !== "all") return advanced(ast);
  const list = termOf(ast.range);
  // A name for one value is a list of one, which nobody would recognise as a list.
  if (list.kind === "text" || list.kind === "list") return advanced(ast);
  const quantifier = ast.name === "exists" ? "some" : "every";
  return { kind: "each", quantifier, list, variable: ast.variable, row: rowOf(ast.body) };
}

function truth(ast: Ast): Row {
  const term = termOf(ast);
  return term.kind === "text" ? advanced(ast) : { kind: "truth", term };
}

const advanced = (ast: Ast): Row => ({ kind: "advanced", text: print(ast) });

const textComparisons: ReadonlySet<string> = new Set(["contains", "startsWith", "endsWith", "matches"]);

function comparisonOf({ name, args, member }: Extract<Ast, { op: "call" }>): Comparison | undefined {
  if (args.length !== 2) return undefined;
  const word = name === "@in" ? "in" : isOperator(name) ? name.slice(1, -1) : name;
  if (textComparisons.has(word) && !member) return undefined;
  return comparisons.find((comparison) => comparison === word);
}

function termOf(ast: Ast): Term {
  switch (ast.op) {
    case "lit":
      return { kind: "constant", code: ast.code, value: ast.value };
    case "ident":
    case "select":
      return pathOf(ast) ?? textTerm(ast);
    case "list":
      return { kind: "list", items: ast.items.map(termOf) };
    case "call":
      return callTerm(ast);
    default:
      return textTerm(ast);
  }
}

function callTerm(ast: Extract<Ast, { op: "call" }>): Term {
  const { name, args, member } = ast;
  const [first, second] = args;
  const operator = arithmeticOf(name);
  if (operator !== undefined && first !== undefined && second !== undefined)
    return { kind: "arithmetic", operator, left: termOf(first), right: termOf(second) };
  if (isOperator(name) || name === "_?_:_") return textTerm(ast);
  return { kind: "function", name, member, args: args.map(termOf) };
}

const arithmeticOf = (name: string): Arithmetic | undefined =>
  arithmetics.find((operator) => `_${operator}_` === name);

const textTerm = (ast: Ast): Term => ({ kind: "text", text: print(ast) });
