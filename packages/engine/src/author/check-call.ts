import type { Json } from "@probity/contracts";
import { parseDuration } from "../values/duration.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import type { Ast } from "./ast.ts";
import { durationFix, noSuchCall, timestampFix } from "./call-advice.ts";
import type { Environment } from "./environment.ts";
import { profileLimits } from "./limits.ts";
import { re2 } from "../re2/index.ts";
import { profileError, ruleError, typeError } from "./rule-error.ts";
import { didYouMean } from "./suggest.ts";
import { type Signature, signaturesOf } from "./signatures.ts";
import { boolType, dynType, durationType, shapeOf, timestampType, type Type, typeName } from "./type.ts";
import { box, literalAsDouble, together, type Typed } from "./typed.ts";
import { type Bindings, type Fit, resolve, unify } from "./unify.ts";

type CallAst = Extract<Ast, { op: "call" }>;

interface Match {
  readonly signature: Signature;
  readonly fit: Fit;
  readonly bindings: Bindings;
}

/** Checks a call whose arguments are checked already: finds the function that is meant. */
export function checkCall(ast: CallAst, given: readonly Typed[], env: Environment): Typed {
  if (ast.name === "matches") return checkMatches(ast, given);
  const literal = literalConversion(ast, given);
  if (literal !== undefined) return literal;
  if (ast.name === "dyn" && !ast.member && given.length === 1 && given[0] !== undefined) return box(given[0]);
  const args = env.strict ? matchNumbers(given) : given;
  const matches = signaturesOf(ast.name, ast.member, args.length).map((signature) =>
    matchOf(signature, args),
  );
  const exact = matches.find((match) => match.fit === "exact" && match.signature.dynamic !== true);
  if (exact !== undefined) return callOf(ast, exact, args);
  return loosely(ast, matches, args) ?? anyway(ast, matches, args, env);
}

function matchOf(signature: Signature, args: readonly Typed[]): Match {
  const bindings: Bindings = new Map();
  const fits = signature.params.map((param, place) => unify(param, args[place]?.type ?? dynType, bindings));
  const fit: Fit = fits.includes("none") ? "none" : fits.includes("loose") ? "loose" : "exact";
  return { signature, fit, bindings };
}

function callOf(ast: Ast, match: Match, args: readonly Typed[]): Typed {
  const ir: Json[] = ["call", match.signature.id, ...args.map((arg) => arg.ir)];
  return { ast, ir, type: resolve(match.signature.result, match.bindings) };
}

/** Some argument's type is only known at run time. */
function loosely(ast: CallAst, matches: readonly Match[], args: readonly Typed[]): Typed | undefined {
  const loose = matches.filter((match) => match.fit === "loose" && match.signature.dynamic !== true);
  const dynamic = matches.find((match) => match.signature.dynamic === true);
  const possible = loose.length > 0 || dynamic?.signature.params.length === 1;
  if (dynamic !== undefined && possible && (loose.length > 0 || args.some(isDynamic) || ast.name === "type"))
    return callOf(ast, dynamic, args.map(box));
  const [only] = loose;
  if (only === undefined) return undefined;
  const result = resolve(only.signature.result, only.bindings);
  const unboxed = shapeOf(result) === undefined || only.signature.result.kind === "int";
  return callOf(ast, only, unboxed ? args : args.map(box));
}

function isDynamic(arg: Typed): boolean {
  return arg.type.kind === "dyn";
}

/** Nothing fits: an error in a rule, a failure at run time otherwise. */
function anyway(ast: CallAst, matches: readonly Match[], args: readonly Typed[], env: Environment): Typed {
  const last = matches.find((match) => match.signature.dynamic === true) ?? matches[0];
  if (env.strict) throw noSuchCall(ast, args);
  if (last === undefined) return failing(ast);
  return { ...callOf(ast, last, args.map(box)), type: equalityOr(last) };
}

/** What CEL without a checker makes of an unknown name: an error value, which the other side of `||` may absorb. */
export function failing(ast: Ast): Typed {
  return { ast, ir: ["at", ["list"], ["lit", "i", 0], "*"], type: dynType };
}

function equalityOr(match: Match): Type {
  const { result } = match.signature;
  return result.kind === "var" || result.kind === "list" ? dynType : result;
}

/** Whole-number literals beside a double are doubles. */
function matchNumbers(args: readonly Typed[]): readonly Typed[] {
  if (!args.some((arg) => hasDouble(arg.type))) return args;
  return args.map((arg) => literalAsDouble(arg) ?? arg);
}

function hasDouble(type: Type): boolean {
  return type.kind === "double" || (type.kind === "list" && type.item.kind === "double");
}

/** `duration("480h")` and `timestamp("...")` of a literal are read now. */
function literalConversion(ast: CallAst, args: readonly Typed[]): Typed | undefined {
  const [arg] = args;
  if (ast.member || args.length !== 1 || arg?.ast.op !== "lit" || typeof arg.ast.value !== "string")
    return undefined;
  const text = arg.ast.value;
  if (arg.ast.code !== "s") return undefined;
  if (ast.name === "duration") {
    if (parseDuration(text) === undefined)
      throw notA(arg.ast, text, 'a duration, such as "480h"', durationFix(text));
    return { ast, ir: ["lit", "r", text], type: durationType };
  }
  if (ast.name !== "timestamp") return undefined;
  if (parseTimestamp(text) === undefined)
    throw notA(arg.ast, text, 'an instant, such as "2026-05-01T09:00:00+08:00"', timestampFix(text));
  return { ast, ir: ["lit", "t", text], type: timestampType };
}

function notA(ast: Ast, text: string, what: string, fix: string | undefined): Error {
  const quoted = fix === undefined ? undefined : JSON.stringify(fix);
  return typeError(ast.at, `"${text}" is not ${what}${didYouMean(fix)}`, quoted);
}

function checkMatches(ast: CallAst, args: readonly Typed[]): Typed {
  const [text, pattern] = args;
  if (text === undefined || pattern === undefined || args.length !== 2) throw noSuchCall(ast, args);
  if (pattern.ast.op !== "lit" || typeof pattern.ast.value !== "string")
    throw profileError(pattern.ast.at, "The pattern of matches() must be a literal");
  if (pattern.ast.value.length > profileLimits.pattern)
    throw profileError(pattern.ast.at, `A pattern of more than ${profileLimits.pattern} characters`);
  if (text.type.kind !== "string" && text.type.kind !== "dyn") throw noSuchCall(ast, args);
  demandPattern(pattern.ast, pattern.ast.value);
  return { ast, ir: ["matches", text.ir, pattern.ast.value], type: boolType };
}

/** Whoever loads the bundle compiles the pattern; here it is refused at the author's. */
function demandPattern(ast: Ast, pattern: string): void {
  try {
    re2(pattern);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw ruleError("PROBITY_E_RULE_TYPE", ast.at, `The pattern is not RE2: ${why}`, { cause });
  }
}

/** Reads one type for two branches or many items; in a rule they must agree. */
export function agree(
  ast: Ast,
  given: readonly Typed[],
  env: Environment,
  what: string,
): ReturnType<typeof together> {
  const items = env.strict ? matchNumbers(given) : given;
  const joined = together(items);
  const disagree = joined.type.kind === "dyn" && !items.some(isDynamic);
  if (env.strict && disagree) {
    const types = [...new Set(items.map((item) => typeName(item.type)))].join(", ");
    throw typeError(odd(items)?.at ?? ast.at, `${what} have different types: ${types}`);
  }
  return joined;
}

/** The first that is not like the ones before it. */
function odd(items: readonly Typed[]): Ast | undefined {
  return items.find((item) => typeName(item.type) !== typeName(items[0]?.type ?? dynType))?.ast;
}
