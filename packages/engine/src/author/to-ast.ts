import type { parse } from "@bufbuild/cel";
import type { Ast, LiteralCode, LiteralValue, MacroAst } from "./ast.ts";
import { profileError } from "./rule-error.ts";

/** What the parser gives. */
export type ParsedExpression = ReturnType<typeof parse>;
type Expr = ParsedExpression["expr"];
type Comprehension = Extract<Expr["exprKind"], { case: "comprehensionExpr" }>["value"];
type Positions = NonNullable<ParsedExpression["sourceInfo"]>["positions"];
type Call = Extract<Expr["exprKind"], { case: "callExpr" }>["value"];
type Constant = Extract<Expr["exprKind"], { case: "constExpr" }>["value"];

/** Turns the parser's tree into ours: comprehensions become the macros that they were, `&&` and `||` become flat. */
export function toAst(parsed: ParsedExpression): Ast {
  return convert(parsed.expr, parsed.sourceInfo?.positions ?? {});
}

function convert(expr: Expr | undefined, positions: Positions): Ast {
  if (expr === undefined) throw profileError(0, "An empty expression");
  const at = positions[String(expr.id)] ?? 0;
  const go = (part: Expr | undefined): Ast => convert(part, positions);
  const kind = expr.exprKind;
  switch (kind.case) {
    case "constExpr":
      return literal(kind.value, at);
    case "identExpr":
      return { op: "ident", at, name: kind.value.name };
    case "selectExpr":
      return {
        op: kind.value.testOnly ? "has" : "select",
        at,
        base: go(kind.value.operand),
        field: kind.value.field,
      };
    case "callExpr":
      return (
        extension(kind.value, at, go) ?? call(kind.value.function, kind.value.target, kind.value.args, at, go)
      );
    case "listExpr":
      return { op: "list", at, items: kind.value.elements.map(go) };
    case "structExpr":
      if (kind.value.messageName !== "")
        throw profileError(at, `The message literal ${kind.value.messageName}{...} is outside the profile`);
      return {
        op: "map",
        at,
        entries: kind.value.entries.map((entry) => [
          go(entry.keyKind.case === "mapKey" ? entry.keyKind.value : undefined),
          go(entry.value),
        ]),
      };
    case "comprehensionExpr":
      return macro(kind.value, at, go);
    default:
      throw profileError(at, "An expression of an unknown kind");
  }
}

/** `cel.bind(x, value, body)` and `sets.contains(a, b)`: calls on the name of a library, not on a value. */
function extension(
  { function: name, target, args }: Call,
  at: number,
  go: (part: Expr | undefined) => Ast,
): Ast | undefined {
  const library = target?.exprKind.case === "identExpr" ? target.exprKind.value.name : undefined;
  if (library === "sets" && setFunctions.has(name))
    return { op: "call", at, name: `sets.${name}`, args: args.map(go), member: false };
  if (library !== "cel" || name !== "bind") return undefined;
  const [variable, value, body] = args;
  if (args.length !== 3 || variable?.exprKind.case !== "identExpr")
    throw profileError(at, "cel.bind() takes a name, a value and an expression");
  const { name: bound } = variable.exprKind.value;
  return { op: "macro", at, name: "bind", range: go(value), variable: bound, body: go(body) };
}

const setFunctions: ReadonlySet<string> = new Set(["contains", "equivalent", "intersects"]);

function call(
  name: string,
  target: Expr | undefined,
  args: readonly Expr[],
  at: number,
  go: (part: Expr) => Ast,
): Ast {
  const all = target === undefined ? args : [target, ...args];
  const converted = all.map(go);
  if (name !== "_&&_" && name !== "_||_")
    return { op: "call", at, name, args: converted, member: target !== undefined };
  const flat = converted.flatMap((side) => (side.op === "call" && side.name === name ? side.args : [side]));
  return { op: "call", at, name, args: flat, member: false };
}

function literal(constant: Constant, at: number): Ast {
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

function safeNumber(value: bigint, at: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw profileError(at, `The integer ${value} is outside the safe range of 2^53`);
}

function macro(loop: Comprehension, at: number, go: (part: Expr | undefined) => Ast): MacroAst {
  const base = { op: "macro", at, range: go(loop.iterRange), variable: loop.iterVar } as const;
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
