import type { parse } from "@bufbuild/cel";
import {
  type Ast,
  isOperator,
  type LiteralCode,
  type LiteralValue,
  type MacroAst,
  type Place,
} from "./ast.ts";
import type { Places } from "./places.ts";
import { profileError, ruleError } from "./rule-error.ts";

/** What the parser gives. */
export type ParsedExpression = ReturnType<typeof parse>;
type Expr = ParsedExpression["expr"];
type Comprehension = Extract<Expr["exprKind"], { case: "comprehensionExpr" }>["value"];
type Call = Extract<Expr["exprKind"], { case: "callExpr" }>["value"];
type Struct = Extract<Expr["exprKind"], { case: "structExpr" }>["value"];
type Constant = Extract<Expr["exprKind"], { case: "constExpr" }>["value"];

/** Turns the parser's tree into ours: comprehensions become the macros that they were, `&&` and `||` become flat. */
export function toAst(parsed: ParsedExpression, places: Places): Ast {
  const positions = parsed.sourceInfo?.positions ?? {};
  const go = (expr: Expr | undefined): Ast => {
    if (expr === undefined) throw profileError({ at: 0, length: 1 }, "An empty expression");
    return convert(expr, { go, places, position: positions[String(expr.id)] ?? 0 });
  };
  return go(parsed.expr);
}

interface Context {
  readonly go: (part: Expr | undefined) => Ast;
  readonly places: Places;
  /** Where the parser saw the expression. */
  readonly position: number;
}

function convert(expr: Expr, context: Context): Ast {
  const { go, places, position } = context;
  const kind = expr.exprKind;
  switch (kind.case) {
    case "constExpr":
      return literal(kind.value, places.leaf(position));
    case "identExpr":
      return { op: "ident", at: places.leaf(position), name: kind.value.name };
    case "selectExpr": {
      const base = go(kind.value.operand);
      const { field, testOnly } = kind.value;
      if (testOnly) return { op: "has", at: places.has(position, base), base, field };
      return { op: "select", at: places.select(position, base), base, field };
    }
    case "callExpr":
      return extension(kind.value, context) ?? call(kind.value, context);
    case "listExpr":
      return { op: "list", at: places.bracket(position), items: kind.value.elements.map(go) };
    case "structExpr":
      return mapLiteral(kind.value, context);
    case "comprehensionExpr":
      return macro(kind.value, context);
    default:
      throw profileError(places.leaf(position), "An expression of an unknown kind");
  }
}

function mapLiteral(struct: Struct, { go, places, position }: Context): Ast {
  const at = places.bracket(position);
  if (struct.messageName !== "")
    throw profileError(
      places.leaf(position),
      `The message literal ${struct.messageName}{...} is outside the profile`,
    );
  const entries = struct.entries.map((entry): readonly [Ast, Ast] => [
    go(entry.keyKind.case === "mapKey" ? entry.keyKind.value : undefined),
    go(entry.value),
  ]);
  return { op: "map", at, entries };
}

/** `cel.bind(x, value, body)` and `sets.contains(a, b)`: calls on the name of a library, not on a value. */
function extension(
  { function: name, target, args }: Call,
  { go, places, position }: Context,
): Ast | undefined {
  const library = target?.exprKind.case === "identExpr" ? target.exprKind.value.name : undefined;
  if (library === "sets" && setFunctions.has(name))
    return {
      op: "call",
      at: places.call(position, go(target)),
      name: `sets.${name}`,
      args: args.map(go),
      member: false,
    };
  if (library !== "cel" || name !== "bind") return undefined;
  const [variable, value, body] = args;
  const at = places.call(position, go(target));
  if (args.length !== 3 || variable?.exprKind.case !== "identExpr")
    throw profileError(at, "cel.bind() takes a name, a value and an expression");
  const { name: bound } = variable.exprKind.value;
  return { op: "macro", at, name: "bind", range: go(value), variable: bound, body: go(body) };
}

const setFunctions: ReadonlySet<string> = new Set(["contains", "equivalent", "intersects"]);

function call({ function: name, target, args }: Call, { go, places, position }: Context): Ast {
  const all = target === undefined ? args : [target, ...args];
  const converted = all.map(go);
  const member = target !== undefined;
  const [base] = converted;
  if (name === "_[_]" && base !== undefined)
    return { op: "call", at: places.index(position, base), name, args: converted, member };
  if (!isOperator(name))
    return {
      op: "call",
      at: places.call(position, member ? base : undefined),
      name,
      args: converted,
      member,
    };
  const at = places.operator(position, converted);
  if (name === "@in") demandWord(at);
  if (name !== "_&&_" && name !== "_||_") return { op: "call", at, name, args: converted, member };
  const flat = converted.flatMap((side) => (side.op === "call" && side.name === name ? side.args : [side]));
  return { op: "call", at, name, args: flat, member: false };
}

/** The parser takes `x inlist` for `x in list`; CEL does not. */
function demandWord({ source, at, length }: Place): void {
  const word = source.slice(at, at + length);
  if (word === "in") return;
  const fix = `in ${word.slice(2)}`;
  throw ruleError("PROBITY_E_RULE_SYNTAX", { at, length }, `Syntax error: write ${fix}`, { fix });
}

function literal(constant: Constant, at: Place): Ast {
  const kind = constant.constantKind;
  const made = (code: LiteralCode, value: LiteralValue): Ast => ({ op: "lit", at, code, value });
  switch (kind.case) {
    case "nullValue":
      return made("n", null);
    case "boolValue":
      return made("b", kind.value);
    case "int64Value":
      return made("i", safeNumber(kind.value, at));
    case "uint64Value":
      return made("u", safeNumber(kind.value, at));
    case "doubleValue":
      if (!Number.isFinite(kind.value)) throw profileError(at, "A number too large for a double");
      return made("d", kind.value);
    case "stringValue":
      return made("s", kind.value);
    case "bytesValue":
      return made("y", btoa(Array.from(kind.value, (byte) => String.fromCharCode(byte)).join("")));
    default:
      throw profileError(at, "A literal of an unknown kind");
  }
}

function safeNumber(value: bigint, at: Place): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw profileError(at, `The integer ${value} is outside the safe range of 2^53`);
}

function macro(loop: Comprehension, { go, places, position }: Context): MacroAst {
  const range = go(loop.iterRange);
  const at = places.call(position, range);
  const base = { op: "macro", at, range, variable: loop.iterVar } as const;
  const step = callOf(loop.loopStep);
  const [first, second, third] = step?.args ?? [];
  if (step?.function === "_||_") return { ...base, name: "exists", body: go(second) };
  if (step?.function === "_&&_") return { ...base, name: "all", body: go(second) };
  if (step?.function === "_+_") return { ...base, name: "map", body: go(addedItem(step)) };
  const added = callOf(second);
  if (step?.function !== "_?_:_" || added === undefined || third === undefined)
    throw profileError(at, "A comprehension that no macro of the profile makes");
  if (loop.accuInit?.exprKind.case === "constExpr") return { ...base, name: "exists_one", body: go(first) };
  const item = go(addedItem(added));
  if (item.op === "ident" && item.name === loop.iterVar) return { ...base, name: "filter", body: go(first) };
  return { ...base, name: "map", test: go(first), body: item };
}

function callOf(
  expr: Expr | undefined,
): { readonly function: string; readonly args: readonly Expr[] } | undefined {
  return expr?.exprKind.case === "callExpr" ? expr.exprKind.value : undefined;
}

/** In `@result + [item]`, the item. */
function addedItem(step: { readonly args: readonly Expr[] }): Expr | undefined {
  const list = step.args[1]?.exprKind;
  return list?.case === "listExpr" ? list.value.elements[0] : undefined;
}
