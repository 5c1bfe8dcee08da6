import type { LiteralCode, LiteralValue } from "../ast.ts";
import type { Bare } from "./bare.ts";

/** How tightly an expression holds together; what stands inside a tighter one gets parentheses. */
const level = { choice: 1, or: 2, and: 3, relation: 4, sum: 5, product: 6, sign: 7, part: 8 } as const;

const operators: Readonly<Record<string, number>> = {
  "_||_": level.or,
  "_&&_": level.and,
  "_==_": level.relation,
  "_!=_": level.relation,
  "_<_": level.relation,
  "_<=_": level.relation,
  "_>_": level.relation,
  "_>=_": level.relation,
  "@in": level.relation,
  "_+_": level.sum,
  "_-_": level.sum,
  "_*_": level.product,
  "_/_": level.product,
  "_%_": level.product,
};

/** Writes an expression as CEL text that parses to the same expression. Texts are escaped: none can become a condition. */
export function print(bare: Bare): string {
  switch (bare.op) {
    case "lit":
      return literal(bare.code, bare.value);
    case "ident":
      return bare.name;
    case "select":
      return `${inside(bare.base, level.part)}.${bare.field}`;
    case "has":
      return `has(${inside(bare.base, level.part)}.${bare.field})`;
    case "list":
      return `[${bare.items.map(print).join(", ")}]`;
    case "map":
      return `{${bare.entries.map(([key, value]) => `${inside(key, level.or)}: ${print(value)}`).join(", ")}}`;
    case "macro":
      return macro(bare);
    default:
      return call(bare);
  }
}

/** The same where it stands inside of something that holds together as tightly as this level. */
function inside(bare: Bare, than: number): string {
  const text = print(bare);
  return levelOf(bare) < than ? `(${text})` : text;
}

function levelOf(bare: Bare): number {
  // `1.size()` would be a number with a fraction, and `-1.size()` the negative of a call.
  if (bare.op === "lit") return typeof bare.value === "number" ? level.sign : level.part;
  if (bare.op !== "call") return level.part;
  const operator = Object.hasOwn(operators, bare.name) ? operators[bare.name] : undefined;
  if (operator !== undefined) return operator;
  if (bare.name === "_?_:_") return level.choice;
  return bare.name === "!_" || bare.name === "-_" ? level.sign : level.part;
}

function call({ name, args, member }: Extract<Bare, { op: "call" }>): string {
  const [first, second, third] = args;
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (operator !== undefined) return chain(name, args, operator);
  if (first === undefined) return `${name}()`;
  if (name === "_?_:_" && second !== undefined && third !== undefined)
    return `${inside(first, level.or)} ? ${inside(second, level.or)} : ${inside(third, level.or)}`;
  if (name === "_[_]" && second !== undefined) return `${inside(first, level.part)}[${print(second)}]`;
  // A sign before a number would become part of it.
  if (name === "!_" || name === "-_") return `${name.charAt(0)}${inside(first, level.part)}`;
  if (!member) return `${name}(${args.map(print).join(", ")})`;
  return `${inside(first, level.part)}.${name}(${args.slice(1).map(print).join(", ")})`;
}

/** Operands of one operator; only the first of them may be of the same level, since they are read from the left. */
function chain(name: string, args: readonly Bare[], own: number): string {
  const word = name === "@in" ? "in" : name.slice(1, -1);
  return args.map((arg, place) => inside(arg, place === 0 ? own : own + 1)).join(` ${word} `);
}

function macro({ name, range, variable, test, body }: Extract<Bare, { op: "macro" }>): string {
  if (name === "bind") return `cel.bind(${variable}, ${print(range)}, ${print(body)})`;
  const parts = [variable, ...(test === undefined ? [] : [print(test)]), print(body)];
  return `${inside(range, level.part)}.${name}(${parts.join(", ")})`;
}

function literal(code: LiteralCode, value: LiteralValue): string {
  if (typeof value === "number") return number(code, value);
  if (typeof value !== "string") return String(value);
  return code === "y" ? bytes(value) : quoted(value);
}

function number(code: LiteralCode, value: number): string {
  if (code === "u") return `${value}u`;
  const text = Object.is(value, -0) ? "-0" : String(value);
  return code === "d" && /^-?[0-9]+$/.test(text) ? `${text}.0` : text;
}

/** JSON escapes are escapes of CEL, too. What is no character at all (half of a surrogate pair) is replaced. */
const quoted = (text: string): string => JSON.stringify(text.toWellFormed()).replaceAll("\u007f", "\\u007f");

function bytes(base64: string): string {
  const codes = Array.from(atob(base64), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
  return `b"${codes.map((code) => `\\x${code}`).join("")}"`;
}
