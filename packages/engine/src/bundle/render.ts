import type { Json, LocalizedText, Locale } from "@probity/contracts";
import { currencyDecimals } from "../edge/currency.ts";
import { formatMinorUnits } from "../edge/minor-units.ts";
import { zoneOffset } from "../edge/zone.ts";
import { mapKeys, mapLookup } from "../ops/equals.ts";
import { mapKeyOf } from "../values/cel-map.ts";
import { Frame } from "../ops/frame.ts";
import { Duration, formatDuration } from "../values/duration.ts";
import { EvalError } from "../values/eval-error.ts";
import { Int, Uint } from "../values/int.ts";
import { formatTimestamp, Timestamp } from "../values/timestamp.ts";
import { TypeValue } from "../values/type-value.ts";
import type { Value } from "../values/value.ts";

const maxItems = 100;
const maxShownItems = 20;
const maxText = 500;
const maxDepth = 8;

/** A value as evidence: JSON. What cannot be written is null; lists are cut after 100 items. */
export function toJson(value: Value, zone: string, depth: number = 0): Json {
  if (value === null || typeof value === "boolean") return value;
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (value instanceof Int) return value.intValue;
  if (value instanceof Uint) return value.uintValue;
  if (value instanceof Timestamp) return formatTimestamp(value, zoneOffset(zone, value.epochMs));
  if (value instanceof Duration) return formatDuration(value);
  if (value instanceof TypeValue) return value.typeName;
  if (value instanceof EvalError || depth >= maxDepth) return null;
  if (value instanceof Uint8Array)
    return btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join(""));
  if (Array.isArray(value))
    return value.slice(0, maxItems).map((item: Value) => toJson(item, zone, depth + 1));
  const keys = keysOf(value).slice(0, maxItems);
  const entries = keys.map(
    (key) => [keyText(key), toJson(mapLookup(value, key) ?? null, zone, depth + 1)] as const,
  );
  return Object.fromEntries(entries);
}

function keysOf(map: Value): readonly Value[] {
  const keys = mapKeys(map, new Frame());
  return keys === undefined || keys instanceof EvalError ? [] : keys;
}

function keyText(key: Value): string {
  return typeof key === "string" ? key.toWellFormed() : String(mapKeyOf(key));
}

const words: {
  readonly [locale in Locale]: { readonly yes: string; readonly no: string; readonly none: string };
} = {
  "zh-CN": { yes: "是", no: "否", none: "（无）" },
  en: { yes: "yes", no: "no", none: "n/a" },
};

/** A value as part of a sentence: money in the major unit, moments in the bundle's zone, lists joined. */
export function toWords(value: Value, locale: Locale, zone: string, depth: number = 0): string {
  if (value === null || value instanceof EvalError || depth > 2) return words[locale].none;
  if (typeof value === "boolean") return value ? words[locale].yes : words[locale].no;
  if (value instanceof Timestamp) return momentWords(value, zone);
  if (value instanceof Duration) return spanWords(value, locale);
  if (Array.isArray(value)) return listWords(value, locale, zone, depth);
  const sum = moneyWords(value);
  if (sum !== undefined) return sum;
  const json = toJson(value, zone);
  const text = typeof json === "string" ? json : JSON.stringify(json);
  return text.length > maxText ? `${text.slice(0, maxText).toWellFormed()}…` : text;
}

function listWords(list: readonly Value[], locale: Locale, zone: string, depth: number): string {
  const shown = list.slice(0, maxShownItems).map((item) => toWords(item, locale, zone, depth + 1));
  if (list.length > maxShownItems) shown.push("…");
  return shown.length === 0 ? words[locale].none : shown.join(locale === "en" ? ", " : "、");
}

function moneyWords(value: Value): string | undefined {
  if (typeof value !== "object") return undefined;
  const given = mapLookup(value, "amount");
  const amount = given instanceof Int ? given.intValue : given;
  const currency = mapLookup(value, "currency");
  if (typeof amount !== "number" || !Number.isSafeInteger(amount) || typeof currency !== "string")
    return undefined;
  return currencyDecimals(currency) === undefined
    ? undefined
    : `${formatMinorUnits(amount, currency)} ${currency}`;
}

/** As people write it, in the bundle's zone: `2026-11-15 10:12`, with seconds only where there are some. */
function momentWords(moment: Timestamp, zone: string): string {
  const text = formatTimestamp(moment, zoneOffset(zone, moment.epochMs));
  const seconds = text.slice(16, 19);
  return `${text.slice(0, 10)} ${text.slice(11, 16)}${seconds === ":00" ? "" : seconds}`;
}

const units: readonly (readonly [ms: number, chinese: string, english: string])[] = [
  [86_400_000, "天", " d "],
  [3_600_000, "小时", " h "],
  [60_000, "分钟", " min "],
  [1000, "秒", " s "],
];

/** `3 d 4 h`, `3天4小时`; spans with parts of a second as CEL writes them. */
function spanWords(span: Duration, locale: Locale): string {
  let rest = Math.abs(span.spanMs);
  if (rest === 0 || rest % 1000 !== 0 || span.spanNanos !== 0) return formatDuration(span);
  let text = span.spanMs < 0 ? "-" : "";
  for (const [ms, chinese, english] of units) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    if (count > 0) text += count + (locale === "en" ? english : chinese);
  }
  return text.trim();
}

/** A sentence that is ready to be filled with the values of the evidence, in their order. */
export type Sentence = (values: readonly Value[], zone: string) => LocalizedText;

/** Cuts a rule's message at its `{name}`s. A name that no evidence gives stays as it is written. */
export function sentenceOf(text: LocalizedText, names: readonly string[]): Sentence {
  const chinese = cut(text["zh-CN"], names);
  const english = cut(text.en, names);
  if (chinese.length === 1 && english.length === 1) return () => text;
  return (values, zone) => ({
    "zh-CN": fill(chinese, values, "zh-CN", zone),
    en: fill(english, values, "en", zone),
  });
}

/** Plain texts, and between them the places of the evidence. */
function cut(text: string, names: readonly string[]): readonly (string | number)[] {
  if (!text.includes("{")) return [text];
  const parts: (string | number)[] = [];
  let plain = "";
  for (const [at, part] of text.split(/\{([A-Za-z][A-Za-z0-9]{0,59})\}/).entries()) {
    const place = at % 2 === 0 ? -1 : names.indexOf(part);
    if (place < 0) plain += at % 2 === 0 ? part : `{${part}}`;
    else {
      parts.push(plain, place);
      plain = "";
    }
  }
  return [...parts, plain];
}

function fill(
  parts: readonly (string | number)[],
  values: readonly Value[],
  locale: Locale,
  zone: string,
): string {
  let text = "";
  for (const part of parts)
    text += typeof part === "string" ? part : toWords(values[part] ?? null, locale, zone);
  return text;
}
