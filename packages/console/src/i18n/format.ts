import { language } from "./i18n.ts";

const two = (value: number): string => String(value).padStart(2, "0");

/** A moment to the minute: `2026-11-30 14:05`. The same in both languages, and as wide in every row. */
export function moment(iso: string): string {
  const date = new Date(iso);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** A number with its groups: `12,345`. */
export const count = (value: number): string => new Intl.NumberFormat(language()).format(value);

/** A number with what it has behind the point: `0.05`. */
export const numberOf = (value: number): string =>
  new Intl.NumberFormat(language(), { maximumFractionDigits: 6 }).format(value);

const moneyFormats = new Map<string, Intl.NumberFormat>();

/** A sum of money in its major unit, with the currency's sign: `¥1,234,567.00`. */
export function amountOf({
  amount,
  currency,
}: {
  readonly amount: number;
  readonly currency: string;
}): string {
  const key = `${language()} ${currency}`;
  const format =
    moneyFormats.get(key) ??
    new Intl.NumberFormat(language(), { style: "currency", currency, currencyDisplay: "narrowSymbol" });
  // Making one takes longer than drawing a line with it.
  moneyFormats.set(key, format);
  return format.format(amount);
}

/** A name and what belongs to it, with the colon of the language. */
export const pair = (name: string, value: string): string =>
  language() === "en" ? `${name}: ${value}` : `${name}：${value}`;

/** Several of a kind, with the mark between them that the language has. */
export const listed = (items: readonly string[]): string => items.join(language() === "en" ? "; " : "；");
