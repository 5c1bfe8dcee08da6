import { numberOf } from "../ops/equals.ts";
import type { Frame } from "../ops/frame.ts";
import { EvalError, budgetError, indexError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { fixed, type RuntimeFunction, type Strict } from "./strict.ts";

const surrogate = /[\ud800-\udfff]/;
/** Scanned characters that cost one loop step. */
const scanned = 64;

/** Characters of a text, one for each code point. */
export function characters(text: string): readonly string[] {
  return surrogate.test(text) ? Array.from(text) : text.split("");
}

/** Number of code points. */
export function textSize(text: string): number {
  return surrogate.test(text) ? Array.from(text).length : text.length;
}

/** Makes built text count against the budget. */
export function builtText(text: string, frame: Frame): Value {
  frame.text -= text.length;
  return frame.text < 0 ? budgetError : text;
}

/** A whole number given as an index, or undefined. */
export function indexOf(value: Value): number | undefined {
  const plain = numberOf(value);
  return plain !== undefined && Number.isSafeInteger(plain) ? plain : undefined;
}

type Test = (text: string, part: string) => boolean;

function tester(test: Test): RuntimeFunction {
  const run: Strict = (text, part, _none, frame) => {
    if (typeof text !== "string" || typeof part !== "string") return overloadError;
    frame.steps -= Math.trunc(text.length / scanned);
    return frame.steps < 0 ? budgetError : test(text, part);
  };
  return fixed(2, "b", run);
}

const charAt: Strict = (text, at) => {
  const place = indexOf(at);
  if (typeof text !== "string" || place === undefined) return overloadError;
  const all = characters(text);
  return place < 0 || place > all.length ? indexError : (all[place] ?? "");
};

function finder(backwards: boolean): RuntimeFunction {
  const run: Strict = (text, part, from, frame) => {
    if (typeof text !== "string" || typeof part !== "string") return overloadError;
    const all = characters(text);
    const start = from === null ? (backwards ? all.length : 0) : indexOf(from);
    if (start === undefined) return overloadError;
    if (start < 0 || (from !== null && start > all.length)) return indexError;
    frame.steps -= Math.trunc(text.length / scanned);
    return frame.steps < 0 ? budgetError : findPart(all, part, start, backwards);
  };
  return { least: 2, most: 3, result: "i", run };
}

function findPart(all: readonly string[], part: string, start: number, backwards: boolean): number {
  const units = all.slice(0, start).join("").length;
  const text = all.join("");
  const found = backwards ? text.lastIndexOf(part, units) : text.indexOf(part, units);
  return found < 0 ? -1 : textSize(text.slice(0, found));
}

const substring: Strict = (text, from, to) => {
  if (typeof text !== "string") return overloadError;
  const all = characters(text);
  const start = indexOf(from);
  const end = to === null ? all.length : indexOf(to);
  if (start === undefined || end === undefined) return overloadError;
  if (start < 0 || end > all.length || start > end) return indexError;
  return all.slice(start, end).join("");
};

function asciiCase(pattern: RegExp, change: (text: string) => string): RuntimeFunction {
  const run: Strict = (text, _b, _c, frame) =>
    typeof text === "string" ? builtText(text.replace(pattern, change), frame) : overloadError;
  return fixed(1, "s", run);
}

/** White space as Unicode has it, not as JavaScript does (no U+FEFF, but U+0085). */
const spaces = new Set<string>("\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000");
for (let code = 0x2000; code <= 0x200a; code++) spaces.add(String.fromCharCode(code));

const trim: Strict = (text) => {
  if (typeof text !== "string") return overloadError;
  let [start, end] = [0, text.length];
  while (start < end && spaces.has(text.charAt(start))) start++;
  while (end > start && spaces.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
};

const replace: Strict = (text, part, by, frame, most) => {
  const limit = most === null ? -1 : indexOf(most);
  if (typeof text !== "string" || typeof part !== "string" || typeof by !== "string") return overloadError;
  if (limit === undefined) return overloadError;
  const pieces = part === "" ? ["", ...characters(text), ""] : text.split(part);
  const changes = limit < 0 ? pieces.length - 1 : Math.min(limit, pieces.length - 1);
  frame.text -= text.length + changes * by.length;
  if (frame.text < 0) return budgetError;
  const rest = pieces.slice(changes + 1).map((piece) => part + piece);
  return pieces.slice(0, changes + 1).join(by) + rest.join("");
};

const split: Strict = (text, separator, limit, frame) => {
  const most = limit === null ? -1 : indexOf(limit);
  if (typeof text !== "string" || typeof separator !== "string" || most === undefined) return overloadError;
  if (most === 0) return [];
  const pieces = separator === "" ? [...characters(text)] : text.split(separator);
  frame.steps -= pieces.length;
  if (frame.steps < 0) return budgetError;
  if (most < 0 || pieces.length <= most) return pieces;
  return [...pieces.slice(0, most - 1), pieces.slice(most - 1).join(separator)];
};

const join: Strict = (list, separator, _c, frame) => {
  const between = separator ?? "";
  if (!Array.isArray(list) || typeof between !== "string") return overloadError;
  let length = 0;
  for (const item of list as readonly Value[]) {
    if (item instanceof EvalError) return item;
    if (typeof item !== "string") return overloadError;
    length += item.length + between.length;
    if (length > frame.text) break;
  }
  frame.text -= length;
  return frame.text < 0 ? budgetError : list.join(between);
};

/** Functions on text. */
export const textFunctions: Readonly<Record<string, RuntimeFunction>> = {
  contains: tester((text, part) => text.includes(part)),
  startsWith: tester((text, part) => text.startsWith(part)),
  endsWith: tester((text, part) => text.endsWith(part)),
  charAt: fixed(2, "s", charAt),
  indexOf: finder(false),
  lastIndexOf: finder(true),
  substring: { least: 2, most: 3, result: "s", run: substring },
  lowerAscii: asciiCase(/[A-Z]+/g, (text) => text.toLowerCase()),
  upperAscii: asciiCase(/[a-z]+/g, (text) => text.toUpperCase()),
  trim: fixed(1, "s", trim),
  replace: { least: 3, most: 4, result: "s", run: replace },
  split: { least: 2, most: 3, result: "l", run: split },
  join: { least: 1, most: 2, result: "s", run: join },
};
