import { ProbityError } from "@probity/contracts";
import { isPlain } from "../plain-text.ts";
import { type EntityKind, type EntityRef, splitRef } from "./kinds.ts";

/** A pseudonym of the SDK (EV-5); it is compared as it is. */
const pseudonym = /^pn1:[0-9a-f]{8}:[A-Za-z0-9_-]{22,43}$/;
const maxKey = 500;

const folded = (text: string): string => text.normalize("NFKC").trim();

/** Digits of a telephone number: half width, without +86, spaces and extension (norm.phone). Empty when it has none. */
export function normPhone(text: string): string {
  const [number = ""] = folded(text)
    .toLowerCase()
    .split(/(?:ext\.?|x|#|转|轉|分机|;|,)/u, 1);
  const plain = number.replaceAll(/[^\d+]/g, "");
  const digits = plain.replaceAll("+", "");
  const local = plain.startsWith("+86")
    ? digits.slice(2)
    : digits.startsWith("0086")
      ? digits.slice(4)
      : digits;
  return /^86\d{11}$/.test(local) ? local.slice(2) : local;
}

/** Trimmed, lower case (norm.email). */
export const normEmail = (text: string): string => folded(text).toLowerCase();

/** Width folded, white space removed, brackets unified; legal forms stay (norm.name). */
export const normName = (text: string): string =>
  folded(text)
    .replaceAll(/\s+/gu, "")
    .replaceAll(/[[{〔【［〈《「『]/gu, "(")
    .replaceAll(/[\]}〕】］〉》」』]/gu, ")")
    .toLowerCase();

const chineseDigits = "〇一二三四五六七八九";
const digitOf = (character: string): number =>
  character === "零" || character === "○" ? 0 : character === "两" ? 2 : chineseDigits.indexOf(character);

/** Reads 二十三, 一百零五 or 二〇八 as digits; a text that is no number stays. */
function chineseNumber(text: string): string {
  if (!/[十百千]/u.test(text)) return Array.from(text, (character) => String(digitOf(character))).join("");
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[character];
    if (unit === undefined) digit = digitOf(character);
    else {
      total += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return String(total + digit);
}

const houseNumber = /[〇零○一二两三四五六七八九十百千]+(?=[号號栋幢座室楼层樓层单單弄巷组組村]|$)/gu;
const province =
  /^(?:中国)?(?:(?:[\p{Script=Han}]{2,3}省|[\p{Script=Han}]{2,7}自治区)(?:[\p{Script=Han}]{2,6}?(?:市|自治州|地区|盟))?|[\p{Script=Han}]{2,6}?(?:市|自治州))/u;

/**
 * Width folded, without punctuation and spaces, Chinese numerals of house numbers as digits, without the province and
 * city that it may begin with (norm.address). An address that is nothing but these keeps them.
 */
export function normAddress(text: string): string {
  const plain = folded(text)
    .toLowerCase()
    .replaceAll(/[\p{P}\p{S}\s]+/gu, "");
  const local = plain.replace(province, "").replace(/^市辖区/u, "");
  return (local === "" ? plain : local).replaceAll(houseNumber, chineseNumber);
}

const normalisers: Readonly<Partial<Record<EntityKind, (text: string) => string>>> = {
  phone: normPhone,
  email: normEmail,
  address: normAddress,
  name: normName,
};

/**
 * The identity of an entity: its key by the rule of its kind; ids and pseudonyms stay as they are, but for white space
 * around them. Undefined for what cannot be a key: nothing left, too long, or control characters.
 */
export function entityRef(kind: EntityKind, text: string): EntityRef | undefined {
  const trimmed = text.trim();
  const normalise = pseudonym.test(trimmed) ? undefined : normalisers[kind];
  const key = normalise === undefined ? trimmed : normalise(trimmed);
  const usable = key !== "" && key.length <= maxKey && isPlain(key);
  return usable ? { kind, key } : undefined;
}

/** Reads `kind:key`. Throws `PROBITY_E_REQUEST` for anything else. */
export function readRef(text: string): EntityRef {
  const parts = splitRef(text);
  const ref = entityRef(parts.kind, parts.text);
  if (ref !== undefined) return ref;
  throw new ProbityError("PROBITY_E_REQUEST", `${text} names no ${parts.kind}`);
}
