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

/** The same of a text that has to be taken apart into code points. */
const takenApart = 4;

/** Makes reading a text count against the budget; false when it is used up. */
function scan(text: string, frame: Frame): boolean {
  const quick = Math.trunc(text.length / scanned);
  if (!frame.spendSteps(quick)) return false;
  return quick === 0 || !surrogate.test(text) || frame.spendSteps(Math.trunc(text.length / takenApart));
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
    return scan(text, frame) ? test(text, part) : budgetError;
  };
  return fixed(2, "b", run);
}

const charAt: Strict = (text, at, _c, frame) => {
  const place = indexOf(at);
  if (typeof text !== "string" || place === undefined) return overloadError;
  if (!scan(text, frame)) return budgetError;
  const size = textSize(text);
  return place < 0 || place > size ? indexError : slice(text, place, Math.min(place + 1, size));
};

/** Part of a text by places of characters, which must be within it. */
function slice(text: string, start: number, end: number): string {
  return surrogate.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
}

function finder(backwards: boolean): RuntimeFunction {
  const run: Strict = (text, part, from, frame) => {
    if (typeof text !== "string" || typeof part !== "string") return overloadError;
    if (!scan(text, frame)) return budgetError;
    const size = textSize(text);
    const start = from === null ? (backwards ? size : 0) : indexOf(from);
    if (start === undefined) return overloadError;
    return start < 0 || start > size ? indexError : findPart(text, part, start, backwards);
  };
  return { least: 2, most: 3, result: "i", run };
}

function findPart(text: string, part: string, start: number, backwards: boolean): number {
  const units = slice(text, 0, start).length;
  const found = backwards ? text.lastIndexOf(part, units) : text.indexOf(part, units);
  return found < 0 ? -1 : textSize(text.slice(0, found));
}

const substring: Strict = (text, from, to, frame) => {
  if (typeof text !== "string") return overloadError;
  if (!scan(text, frame)) return budgetError;
  const size = textSize(text);
  const start = indexOf(from);
  const end = to === null ? size : indexOf(to);
  if (start === undefined || end === undefined) return overloadError;
  return start < 0 || end > size || start > end ? indexError : slice(text, start, end);
};

function asciiCase(pattern: RegExp, change: (text: string) => string): RuntimeFunction {
  const run: Strict = (text, _b, _c, frame) => {
    if (typeof text !== "string") return overloadError;
    return frame.spendText(text.length) ? text.replace(pattern, change) : budgetError;
  };
  return fixed(1, "s", run);
}

/** White space as Unicode has it, not as JavaScript does (no U+FEFF, but U+0085). */
const spaces = new Set<string>("\t\n\v\f\r \u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000");
for (let code = 0x2000; code <= 0x200a; code++) spaces.add(String.fromCharCode(code));

const trim: Strict = (text, _b, _c, frame) => {
  if (typeof text !== "string") return overloadError;
  if (!scan(text, frame)) return budgetError;
  let [start, end] = [0, text.length];
  while (start < end && spaces.has(text.charAt(start))) start++;
  while (end > start && spaces.has(text.charAt(end - 1))) end--;
  return text.slice(start, end);
};

const replace: Strict = (text, part, by, frame, most) => {
  const limit = most === null ? -1 : indexOf(most);
  if (typeof text !== "string" || typeof part !== "string" || typeof by !== "string") return overloadError;
  if (limit === undefined) return overloadError;
  if (!frame.spendText(text.length)) return budgetError;
  const pieces = part === "" ? ["", ...characters(text), ""] : text.split(part);
  const changes = limit < 0 ? pieces.length - 1 : Math.min(limit, pieces.length - 1);
  if (!frame.spendText(changes * by.length)) return budgetError;
  const rest = pieces.slice(changes + 1).map((piece) => part + piece);
  return pieces.slice(0, changes + 1).join(by) + rest.join("");
};

const split: Strict = (text, separator, limit, frame) => {
  const most = limit === null ? -1 : indexOf(limit);
  if (typeof text !== "string" || typeof separator !== "string" || most === undefined) return overloadError;
  if (most === 0) return [];
  if (!frame.spendText(text.length)) return budgetError;
  const pieces = separator === "" ? [...characters(text)] : text.split(separator);
  if (!frame.spendSteps(pieces.length)) return budgetError;
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
  return frame.spendText(length) ? list.join(between) : budgetError;
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
