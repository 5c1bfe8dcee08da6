import type { Where } from "./places.ts";
import { profileError, ruleError } from "./rule-error.ts";
import { type Token, tokensOf } from "./tokens.ts";

interface Hint {
  readonly where: Where;
  readonly message: string;
  readonly fix?: string | undefined;
  /** True for a construct of CEL that the profile leaves out, false for a mistake. */
  readonly outside?: boolean | undefined;
}

/** Says what is wrong with a text that the parser refused at `offset`, and what was most likely meant. */
export function syntaxError(text: string, offset: number, message: string, cause: unknown): Error {
  const tokens = tokensOf(text);
  const hint =
    oddHint(text, tokens) ??
    bracketHint(text, tokens) ??
    wordHint(text, tokens, offset) ??
    endHint(text, tokens);
  if (hint === undefined) {
    const found = tokens.find((token) => token.to > offset);
    const where = { at: found?.from ?? offset, length: found === undefined ? 1 : found.to - found.from };
    return ruleError("PROBITY_E_RULE_SYNTAX", where, message, { cause });
  }
  const { where, fix } = hint;
  if (hint.outside === true) return profileError(where, hint.message, fix);
  return ruleError("PROBITY_E_RULE_SYNTAX", where, `Syntax error: ${hint.message}`, { fix, cause });
}

/** Characters of Chinese keyboards, and of other languages. */
const meant: Readonly<Record<string, string>> = {
  "（": "(",
  "）": ")",
  "【": "[",
  "】": "]",
  "｛": "{",
  "｝": "}",
  "，": ",",
  "：": ":",
  "；": ",",
  "。": ".",
  "“": '"',
  "”": '"',
  "‘": "'",
  "’": "'",
  "＝": "==",
  "＞": ">",
  "＜": "<",
  "！": "!",
  "？": "?",
  "＋": "+",
  "－": "-",
  "×": "*",
  "÷": "/",
  "≥": ">=",
  "≤": "<=",
  "≠": "!=",
  "=": "==",
  "&": "&&",
  "|": "||",
};

function oddHint(text: string, tokens: readonly Token[]): Hint | undefined {
  const outside = optionalHint(text, tokens);
  if (outside !== undefined) return outside;
  const place = tokens.findIndex((token) => token.kind === "odd");
  const token = tokens[place];
  if (token === undefined) return undefined;
  const character = String.fromCodePoint(text.codePointAt(token.from) ?? 0);
  const where = { at: token.from, length: character.length };
  if (character === "`") return quotedHint(text, token.from);
  if (character === '"' || character === "'")
    return { where, message: `the text that begins with ${character} does not end` };
  const before = tokens[place - 1];
  const joined = before?.to === token.from ? text.slice(before.from, token.to) : "";
  if (joined === "===" || joined === "!==") {
    const fix = joined.slice(0, 2);
    return { where: { at: token.from - 2, length: 3 }, message: `"${joined}" is written ${fix}`, fix };
  }
  const fix = Object.hasOwn(meant, character) ? meant[character] : undefined;
  const message = `"${character}" means nothing here${fix === undefined ? "" : `; write ${fix}`}`;
  return { where, message, fix };
}

/** `a.?b`, `a[?k]`, `[?a]`, `{?k: v}`. */
function optionalHint(text: string, tokens: readonly Token[]): Hint | undefined {
  const place = tokens.findIndex((token, at) => {
    const before = tokens[at - 1];
    if (text.slice(token.from, token.to) !== "?" || before === undefined) return false;
    return [".", "[", "{", ","].includes(text.slice(before.from, before.to));
  });
  const [before, token] = [tokens[place - 1], tokens[place]];
  if (before === undefined || token === undefined) return undefined;
  const construct = text.slice(before.from, token.to);
  const where = { at: before.from, length: token.to - before.from };
  const fix = construct === ".?" ? "." : undefined;
  const message = `Optional values ("${construct}") are outside the profile; use has() where absence means something`;
  return { where, message, fix, outside: true };
}

function quotedHint(text: string, at: number): Hint {
  const end = text.indexOf("`", at + 1);
  const name = text.slice(at + 1, end < 0 ? text.length : end);
  const message = "Back-quoted field names are outside the profile; read the field with an index";
  if (end < 0) return { where: { at, length: 1 }, message, outside: true };
  const selected = text.charAt(at - 1) === ".";
  const from = selected ? at - 1 : at;
  const fix = selected ? `[${JSON.stringify(name)}]` : undefined;
  return { where: { at: from, length: end + 1 - from }, message, fix, outside: true };
}

const partners: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

function bracketHint(text: string, tokens: readonly Token[]): Hint | undefined {
  const close = tokens.find((token) => token.kind === "close" && token.partner === undefined);
  const open = tokens.findLast((token) => token.kind === "open" && token.partner === undefined);
  if (open !== undefined) {
    const character = text.charAt(open.from);
    return {
      where: { at: open.from, length: 1 },
      message: `"${character}" is not closed with ${partners[character] ?? ""}`,
    };
  }
  if (close === undefined) return undefined;
  const message = `"${text.charAt(close.from)}" closes nothing`;
  return { where: { at: close.from, length: 1 }, message, fix: "" };
}

const operators: Readonly<Record<string, string>> = {
  and: "&&",
  or: "||",
  not: "!",
  AND: "&&",
  OR: "||",
  NOT: "!",
  is: "==",
};

function wordHint(text: string, tokens: readonly Token[], offset: number): Hint | undefined {
  const place = tokens.findIndex((token) => token.to > offset);
  const token = tokens[place];
  if (token?.kind !== "word" && token?.kind !== "operator") return undefined;
  const word = text.slice(token.from, token.to);
  const where = { at: token.from, length: token.to - token.from };
  const fix = Object.hasOwn(operators, word) ? operators[word] : undefined;
  if (fix !== undefined) return { where, message: `"${word}" is no operator; write ${fix}`, fix };
  if (reserved.has(word))
    return {
      where,
      message: `"${word}" is a reserved word${text.charAt(token.from - 1) === "." ? `; write ["${word}"]` : ""}`,
    };
  const unequal = tokens.find((one, at) => text.slice(one.from, tokens[at + 1]?.to) === "<>");
  if (unequal === undefined) return undefined;
  return { where: { at: unequal.from, length: 2 }, message: '"<>" is written !=', fix: "!=" };
}

const reserved: ReadonlySet<string> = new Set(
  "as break const continue else for function if import in let loop package namespace return var void while".split(
    " ",
  ),
);

function endHint(text: string, tokens: readonly Token[]): Hint | undefined {
  const last = tokens.at(-1);
  if (last === undefined)
    return { where: { at: 0, length: Math.max(1, text.length) }, message: "there is no expression" };
  const end = text.slice(last.from, last.to);
  if (last.kind !== "operator" && end !== "in") return undefined;
  return { where: { at: last.from, length: last.to - last.from }, message: `nothing follows "${end}"` };
}
