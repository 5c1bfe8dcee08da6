import { parseDuration } from "../values/duration.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import { type Ast, isOperator } from "./ast.ts";
import { sourceOf, type Where, wholeOf } from "./places.ts";
import { typeError } from "./rule-error.ts";
import { functionNames, isFunctionName } from "./signatures.ts";
import { didYouMean, nearest } from "./suggest.ts";
import { type Type, typeName } from "./type.ts";
import type { Typed } from "./typed.ts";

type CallAst = Extract<Ast, { op: "call" }>;

/** What to write, where, and why in words. */
interface Advice {
  readonly where: Where;
  readonly why: string;
  readonly fix?: string | undefined;
}

/** The error for a call that no function takes: it names the types, and proposes what most likely was meant. */
export function noSuchCall(ast: CallAst, args: readonly Typed[]): Error {
  const name = readable(ast.name);
  if (!isFunctionName(ast.name)) return unknownFunction(ast, name);
  const types = args.map((arg) => typeName(arg.type)).join(", ");
  const advice = adviceFor(ast, args);
  const why = advice === undefined ? "" : `; ${advice.why}`;
  return typeError(advice?.where ?? ast.at, `"${name}" does not take (${types})${why}`, advice?.fix);
}

function unknownFunction(ast: CallAst, name: string): Error {
  const fix = nearest(ast.name, functionNames(ast.member));
  const elsewhere = fix === undefined && ast.member ? nearest(ast.name, functionNames(false)) : undefined;
  const [target, ...rest] = ast.args;
  if (elsewhere !== undefined && target !== undefined) {
    const call = `${elsewhere}(${[target, ...rest].map(sourceOf).join(", ")})`;
    return typeError(wholeOf(ast), `The function "${name}" does not exist; write ${call}`, call);
  }
  return typeError(ast.at, `The function "${name}" does not exist${didYouMean(fix)}`, fix);
}

/** `_+_` is `+` to people. */
export function readable(name: string): string {
  if (name === "@in") return "in";
  return isOperator(name) ? name.replaceAll("_", "") : name;
}

function adviceFor(ast: CallAst, args: readonly Typed[]): Advice | undefined {
  const [a, b] = args;
  if (a !== undefined && b !== undefined && args.length === 2) {
    const found =
      moneyAdvice(ast, a, b) ??
      moneyAdvice(ast, b, a) ??
      convert(a, b) ??
      convert(b, a) ??
      listAdvice(ast, a, b);
    if (found !== undefined) return found;
  }
  return calledOtherwise(ast, args);
}

/** Sums are compared by their amounts, which are whole numbers of minor units. */
function moneyAdvice(ast: CallAst, money: Typed, other: Typed): Advice | undefined {
  if (!isMoney(money.type) || !isOperator(ast.name)) return undefined;
  const amount = `${sourceOf(money.ast)}.amount`;
  if (isMoney(other.type)) {
    const [left, right] = ast.args;
    if (left === undefined || right === undefined) return undefined;
    const fix = `${sourceOf(left)}.amount ${readable(ast.name)} ${sourceOf(right)}.amount`;
    return { where: wholeOf(ast), why: "use the amounts, which are in minor units, of one currency", fix };
  }
  if (!isNumber(other.type)) return undefined;
  return { where: wholeOf(money.ast), why: "use the amount, which is in minor units", fix: amount };
}

/** Converts the second to what the first is. */
function convert(wanted: Typed, given: Typed): Advice | undefined {
  const where = wholeOf(given.ast);
  const source = sourceOf(given.ast);
  if (wanted.type.kind === "double" && given.type.kind === "int")
    return { where, why: "convert one with double(x)", fix: `double(${source})` };
  if (wanted.type.kind === "int" && given.ast.op === "lit" && Number.isSafeInteger(given.ast.value))
    return { where, why: "write a whole number without a fraction", fix: String(given.ast.value) };
  if (wanted.type.kind === "timestamp" && given.type.kind === "string") return toMoment(given, where, source);
  if (wanted.type.kind === "duration" && given.type.kind === "string") {
    const literal =
      given.ast.op === "lit" && typeof given.ast.value === "string" ? given.ast.value : undefined;
    const text = literal === undefined ? undefined : (durationFix(literal) ?? literal);
    const isOne = text === undefined || parseDuration(text) !== undefined;
    const inner = text === undefined ? source : JSON.stringify(text);
    return {
      where,
      why: "a length of time is written duration(...)",
      fix: isOne ? `duration(${inner})` : undefined,
    };
  }
  if (wanted.type.kind === "duration" && given.type.kind === "int" && given.ast.op === "lit")
    return { where, why: `a length of time has its unit, such as duration("${source}h")` };
  if (wanted.type.kind === "string" && (isNumber(given.type) || given.type.kind === "bool"))
    return { where, why: "convert it with string(x)", fix: `string(${source})` };
  if (
    wanted.type.kind === "bool" &&
    given.ast.op === "lit" &&
    (given.ast.value === "true" || given.ast.value === "false")
  )
    return { where, why: "truth values are written without quotes", fix: given.ast.value };
  return undefined;
}

function toMoment(given: Typed, where: Where, source: string): Advice {
  const literal = given.ast.op === "lit" && typeof given.ast.value === "string" ? given.ast.value : undefined;
  if (literal === undefined)
    return { where, why: "a moment is compared with a moment", fix: `timestamp(${source})` };
  const text = parseTimestamp(literal) === undefined ? timestampFix(literal) : literal;
  const fix = text === undefined ? undefined : `timestamp(${JSON.stringify(text)})`;
  return { where, why: "a moment is written timestamp(...), with its offset", fix };
}

/** `x == list`, `list in x`, `x in text`. */
function listAdvice(ast: CallAst, a: Typed, b: Typed): Advice | undefined {
  if (ast.name === "@in" && b.type.kind === "string" && a.type.kind === "string")
    return {
      where: wholeOf(ast),
      why: "a text in a text is contains()",
      fix: `${operand(b.ast)}.contains(${sourceOf(a.ast)})`,
    };
  if (ast.name !== "_==_" && ast.name !== "_!=_") return undefined;
  const [list, item] = a.type.kind === "list" ? [a, b] : [b, a];
  if (
    list.type.kind !== "list" ||
    item.type.kind === "list" ||
    typeName(list.type.item) !== typeName(item.type)
  )
    return undefined;
  const inside = `${sourceOf(item.ast)} in ${sourceOf(list.ast)}`;
  return {
    where: wholeOf(ast),
    why: "whether a list has an item is asked with in",
    fix: ast.name === "_==_" ? inside : `!(${inside})`,
  };
}

/** `size(x)` written `x.size`, `x.distinct()` written for `distinct(x)` and so on. */
function calledOtherwise(ast: CallAst, args: readonly Typed[]): Advice | undefined {
  const names = new Set(functionNames(!ast.member));
  const [first, ...rest] = args;
  if (!names.has(ast.name) || first === undefined || isOperator(ast.name)) return undefined;
  if (new Set(functionNames(ast.member)).has(ast.name)) return undefined;
  const fix = ast.member
    ? `${ast.name}(${args.map((arg) => sourceOf(arg.ast)).join(", ")})`
    : `${operand(first.ast)}.${ast.name}(${rest.map((arg) => sourceOf(arg.ast)).join(", ")})`;
  return { where: wholeOf(ast), why: `write ${fix}`, fix };
}

function operand(ast: Ast): string {
  const source = sourceOf(ast);
  return ast.op === "call" && isOperator(ast.name) && ast.name !== "_[_]" ? `(${source})` : source;
}

function isMoney(type: Type): boolean {
  return type.kind === "record" && type.money === true;
}

function isNumber(type: Type): boolean {
  return type.kind === "int" || type.kind === "double" || type.kind === "uint";
}

const hours: Readonly<Record<string, number>> = {
  d: 24,
  day: 24,
  days: 24,
  天: 24,
  日: 24,
  w: 168,
  week: 168,
  weeks: 168,
  周: 168,
  hours: 1,
  hour: 1,
  小时: 1,
};

/** `5 days` as CEL writes it, `120h`; undefined for what cannot be read. */
export function durationFix(text: string): string | undefined {
  const match = /^\s*([0-9]{1,5})\s*([a-z]+|天|日|周|小时)\s*$/i.exec(text);
  const unit = match?.[2]?.toLowerCase() ?? "";
  const count = Object.hasOwn(hours, unit) ? hours[unit] : undefined;
  if (count !== undefined) return `${Number(match?.[1]) * count}h`;
  const other = { minutes: "m", minute: "m", min: "m", 分钟: "m", seconds: "s", second: "s", sec: "s" }[unit];
  return other === undefined ? undefined : `${match?.[1]}${other}`;
}

/** A date or a moment without offset with the one of Beijing; undefined for what cannot be read. */
export function timestampFix(text: string): string | undefined {
  const match = /^\s*(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?)?\s*$/.exec(text);
  if (match === null) return undefined;
  const moment = `${match[1]}T${match[2] ?? "00:00"}${match[3] ?? ":00"}+08:00`;
  return parseTimestamp(moment) === undefined ? undefined : moment;
}
