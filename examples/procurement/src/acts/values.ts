import { instantOfInput } from "../i18n/format.ts";
import { FieldError, type Values } from "./act-form.ts";

/** A positive sum with at most two decimals. */
export function moneyOf(values: Values, name: string): number {
  const text = values[name] ?? "";
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(text) || Number(text) === 0)
    throw new FieldError(name, "not a sum of money");
  return Number(text);
}

/** A whole or decimal number from 0 to 100. */
export function scoreOf(values: Values, name: string): number {
  const text = values[name] ?? "";
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || Number(text) > 100)
    throw new FieldError(name, "not a score from 0 to 100");
  return Number(text);
}

/** RFC 3339 of a `datetime-local` field. */
export function momentOf(values: Values, name: string): string {
  const instant = instantOfInput(values[name] ?? "");
  if (instant === undefined) throw new FieldError(name, "not a date and time");
  return instant;
}

/** Words of at most 500 characters on one line: a script and a form write the ends of lines in different ways. */
export function textOf(values: Values, name: string): string {
  const text = (values[name] ?? "").trim().replaceAll(/\s+/g, " ");
  if (text === "" || text.length > longestText) throw new FieldError(name, "no text, or a long one");
  return text;
}

/** Characters of a field of words. */
export const longestText = 500;

/** One of the offered values. */
export function choiceOf(values: Values, name: string, offered: readonly string[]): string {
  const value = values[name] ?? "";
  if (!offered.includes(value)) throw new FieldError(name, "not one of the offered values");
  return value;
}
