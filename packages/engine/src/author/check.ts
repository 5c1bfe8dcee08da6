import type { Json } from "@probity/contracts";
import type { Ast, MacroAst } from "./ast.ts";
import { agree, checkCall, failing } from "./check-call.ts";
import { type Environment, withVariable } from "./environment.ts";
import { typeError } from "./rule-error.ts";
import { refuseOutside } from "./outside-profile.ts";
import { sourceOf, type Where, wholeOf } from "./places.ts";
import { didYouMean, nearest } from "./suggest.ts";
import { typeNames } from "./signatures.ts";
import {
  boolType,
  codeOf,
  doubleType,
  dynType,
  intType,
  listOf,
  mapOf,
  neverType,
  nullType,
  type RecordType,
  stringType,
  bytesType,
  type Type,
  typeName,
  typeType,
  uintType,
} from "./type.ts";
import { box, together, type Typed } from "./typed.ts";

/** Checks an expression and turns it into IR. Throws `PROBITY_E_RULE_TYPE` for what does not fit. */
export function check(ast: Ast, env: Environment): Typed {
  switch (ast.op) {
    case "lit":
      return { ast, ir: ["lit", ast.code, ast.value], type: literalTypes[ast.code] };
    case "ident":
      return checkIdent(ast, env);
    case "select":
      return checkSelect(ast, env);
    case "has":
      return checkHas(ast, env);
    case "list":
      return checkList(ast, env);
    case "map":
      return checkMap(ast, env);
    case "macro":
      return checkMacro(ast, env);
    default:
      return checkOperator(ast, env);
  }
}

const literalTypes = {
  b: boolType,
  i: intType,
  u: uintType,
  d: doubleType,
  s: stringType,
  y: bytesType,
  n: nullType,
} as const;

function checkIdent(ast: Extract<Ast, { op: "ident" }>, env: Environment): Typed {
  const variable = env.variables.get(ast.name);
  if (variable !== undefined) return { ast, ir: variable.ir, type: variable.type };
  const named = typeNames.get(ast.name);
  if (named !== undefined) return { ast, ir: ["lit", "k", named], type: typeType };
  if (!env.strict) return failing(ast);
  const fix = nearest(ast.name, env.variables.keys());
  throw typeError(ast.at, `"${ast.name}" is not known${didYouMean(fix)}`, fix);
}

function checkSelect(ast: Extract<Ast, { op: "select" }>, env: Environment): Typed {
  const named = typeNames.get(dotted(ast) ?? "");
  if (named !== undefined) return { ast, ir: ["lit", "k", named], type: typeType };
  const base = check(ast.base, env);
  const type = fieldType(base.type, ast.field, ast.at);
  return { ast, ir: ["get", base.ir, ast.field, codeOf(type)], type };
}

function dotted(ast: Ast): string | undefined {
  if (ast.op === "ident") return ast.name;
  if (ast.op !== "select") return undefined;
  const base = dotted(ast.base);
  return base === undefined ? undefined : `${base}.${ast.field}`;
}

function fieldType(type: Type, field: string, where: Where): Type {
  if (type.kind === "dyn" || type.kind === "never") return dynType;
  if (type.kind === "map") return type.value;
  if (type.kind === "record") return recordField(type, field, where, (name) => name);
  const what = `"${field}" is read from ${typeName(type)}, which has no fields`;
  const sized = type.kind === "list" || type.kind === "string";
  if (sized && /^(size|length|count)$/.test(field)) throw typeError(where, `${what}; write size()`, "size()");
  if (type.kind !== "list") throw typeError(where, what);
  const item =
    type.item.kind === "record" && type.item.fields.has(field) ? `, such as exists(x, x.${field} ...)` : "";
  throw typeError(where, `${what}; use a macro${item} or an index`);
}

function recordField(type: RecordType, field: string, where: Where, write: (name: string) => string): Type {
  const found = type.fields.get(field);
  if (found !== undefined) return found;
  const known = nearest(field, type.fields.keys());
  const names = [...type.fields.keys()];
  const list =
    known === undefined && names.length > 0 && names.length <= 12 ? `; there are ${names.join(", ")}` : "";
  const fix = known === undefined ? undefined : write(known);
  throw typeError(where, `The field "${field}" does not exist${didYouMean(known)}${list}`, fix);
}

function checkHas(ast: Extract<Ast, { op: "has" }>, env: Environment): Typed {
  const base = check(ast.base, env);
  fieldType(base.type, ast.field, ast.at);
  return { ast, ir: ["has", base.ir, ast.field], type: boolType };
}

function checkList(ast: Extract<Ast, { op: "list" }>, env: Environment): Typed {
  const items = ast.items.map((item) => check(item, env));
  if (items.length === 0) return { ast, ir: ["list"], type: listOf(neverType, 0) };
  const joined = agree(ast, items, env, "The items of the list");
  return {
    ast,
    ir: ["list", ...joined.items.map((item) => item.ir)],
    type: listOf(joined.type, items.length),
  };
}

function checkMap(ast: Extract<Ast, { op: "map" }>, env: Environment): Typed {
  const keys = together(ast.entries.map(([key]) => check(key, env)));
  const values = together(ast.entries.map(([, value]) => check(value, env)));
  const parts: Json[] = keys.items.flatMap((key, place): Json[] => [key.ir, values.items[place]?.ir ?? []]);
  return { ast, ir: ["dict", ...parts], type: mapOf(keys.type, values.type) };
}

function checkBind(ast: MacroAst, value: Typed, env: Environment): Typed {
  const body = check(ast.body, withVariable(env, ast.variable, value.type));
  return { ast, ir: ["bind", value.ir, codeOf(value.type), body.ir], type: body.type };
}

const macroForms = { all: "all", exists: "exists", exists_one: "one", filter: "filter", map: "map" } as const;

function checkMacro(ast: MacroAst, env: Environment): Typed {
  const range = check(ast.range, env);
  if (ast.name === "bind") return checkBind(ast, range, env);
  const item = itemType(range.type, ast, env);
  const inside = withVariable(env, ast.variable, item);
  const code = codeOf(item);
  const body = check(ast.body, inside);
  if (ast.name === "map") {
    const test = ast.test === undefined ? undefined : demandBool(check(ast.test, inside), env);
    const head: Json[] = test === undefined ? ["map", range.ir, code] : ["mapif", range.ir, code, test.ir];
    return { ast, ir: [...head, body.ir], type: listOf(body.type, maxItems(range.type)) };
  }
  demandBool(body, env);
  const ir: Json[] = [macroForms[ast.name], range.ir, code, body.ir];
  const kept = range.type.kind === "list" ? range.type : listOf(item);
  return { ast, ir, type: ast.name === "filter" ? kept : boolType };
}

function maxItems(type: Type): number | undefined {
  return type.kind === "list" ? type.maxItems : undefined;
}

function itemType(type: Type, ast: MacroAst, env: Environment): Type {
  if (type.kind === "list") return type.item.kind === "never" ? dynType : type.item;
  if (type.kind === "map") return type.key.kind === "never" ? dynType : type.key;
  if (type.kind === "record") return stringType;
  if (type.kind === "dyn" || !env.strict) return dynType;
  throw typeError(wholeOf(ast.range), `${ast.name}() needs a list or a map, not ${typeName(type)}`);
}

function demandBool(typed: Typed, env: Environment): Typed {
  const { kind } = typed.type;
  if (kind === "bool" || kind === "dyn" || kind === "never" || !env.strict) return typed;
  throw notBool(typed);
}

/** The error for a condition that is none; it proposes the question that is most likely meant. */
export function notBool({ ast, type }: Typed): Error {
  const sized = type.kind === "list" || type.kind === "map";
  const simple = ast.op === "select" || ast.op === "ident" || ast.op === "macro";
  const fix = sized
    ? `size(${sourceOf(ast)}) > 0`
    : type.kind === "string" && simple
      ? `${sourceOf(ast)} != ""`
      : undefined;
  const meant = fix === undefined ? "" : `; did you mean ${fix}?`;
  return typeError(wholeOf(ast), `A condition must be a bool, not ${typeName(type)}${meant}`, fix);
}

function checkOperator(ast: Extract<Ast, { op: "call" }>, env: Environment): Typed {
  if (env.strict) refuseOutside(ast, (name) => env.variables.has(name));
  const args = ast.args.map((arg) => check(arg, env));
  const [first, second, third] = args;
  if (ast.name === "_&&_" || ast.name === "_||_") {
    const sides = args.map((arg) => demandBool(arg, env).ir);
    return { ast, ir: [ast.name === "_&&_" ? "and" : "or", ...sides], type: boolType };
  }
  if (first === undefined) return checkCall(ast, args, env);
  if (ast.name === "!_") return { ast, ir: ["not", demandBool(first, env).ir], type: boolType };
  if (ast.name === "_[_]" && second !== undefined) return checkIndex(ast, first, second, env);
  if (ast.name !== "_?_:_" || second === undefined || third === undefined) return checkCall(ast, args, env);
  const joined = agree(ast, [second, third], env, "The branches of ?:");
  const branches = joined.items.map((item) => item.ir);
  return { ast, ir: ["if", demandBool(first, env).ir, ...branches], type: joined.type };
}

function checkIndex(ast: Ast, base: Typed, index: Typed, env: Environment): Typed {
  const made = (type: Type): Typed => ({ ast, ir: ["at", base.ir, index.ir, codeOf(type)], type });
  const { type } = base;
  if (type.kind === "list") {
    if (env.strict) demandListIndex(index);
    return made(type.item);
  }
  if (type.kind === "map") return made(type.value);
  if (type.kind === "dyn" || !env.strict)
    return { ...made(dynType), ir: ["at", box(base).ir, index.ir, "*"] };
  if (type.kind === "record" && index.ast.op === "lit" && typeof index.ast.value === "string") {
    const field = recordField(type, index.ast.value, index.ast.at, (name) => JSON.stringify(name));
    return { ast, ir: ["get", base.ir, index.ast.value, codeOf(field)], type: field };
  }
  throw typeError(wholeOf(index.ast), `${typeName(type)} cannot be indexed with ${typeName(index.type)}`);
}

function demandListIndex({ ast, type }: Typed): void {
  if (type.kind === "int" || type.kind === "dyn") return;
  const whole = ast.op === "lit" && ast.value !== "" && Number.isSafeInteger(Number(ast.value));
  const fix = whole
    ? String(Number(ast.value))
    : type.kind === "double"
      ? `int(${sourceOf(ast)})`
      : undefined;
  const meant = fix === undefined ? "" : `; write ${fix}`;
  throw typeError(wholeOf(ast), `A list index must be an int, not ${typeName(type)}${meant}`, fix);
}
