import type { Json, JsonObject, Locale } from "@probity/contracts";

/** Time zone in which this purchasing office works; dates on its forms are meant in it. */
export const zone = "Asia/Shanghai";
const offset = "+08:00";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A point in time as people of that language write it. */
export function formatInstant(instant: string, locale: Locale): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return instant;
  let format = formats.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: zone,
    });
    formats.set(locale, format);
  }
  return format.format(time);
}

/** A sum of money with its currency. */
export function formatMoney(amount: number, currency: string, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "code" }).format(
    amount,
  );
}

/** A value of a finding's evidence, as plain text. */
export function formatEvidence(value: Json, locale: Locale): string {
  if (typeof value === "number")
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
  if (typeof value === "string")
    return /^\d{4}-\d{2}-\d{2}T/.test(value) ? formatInstant(value, locale) : value;
  if (Array.isArray(value))
    return value.map((item: Json) => formatEvidence(item, locale)).join(locale === "en" ? ", " : "、");
  if (typeof value === "boolean") return locale === "en" ? (value ? "yes" : "no") : value ? "是" : "否";
  const money = minorUnits(value);
  if (money !== undefined) return formatMoney(money.amount, money.currency, locale);
  return value === null ? "–" : JSON.stringify(value);
}

/** Evidence carries money as an integer of minor units; people read the major unit. */
function minorUnits(value: Json): { readonly amount: number; readonly currency: string } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { amount, currency } = value as JsonObject;
  if (typeof amount !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    return undefined;
  const { maximumFractionDigits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return { amount: amount / 10 ** maximumFractionDigits, currency };
}

/** The value of a `datetime-local` field for a point in time. */
export function localInput(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** RFC 3339 of a `datetime-local` field, or undefined when it is not one. */
export function instantOfInput(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return undefined;
  const instant = `${text}:00${offset}`;
  return Number.isNaN(Date.parse(instant)) ? undefined : instant;
}

/** RFC 3339 in the office's time zone. */
export function officeInstant(time: number): string {
  return `${new Date(time + 8 * 3_600_000).toISOString().slice(0, 19)}${offset}`;
}
