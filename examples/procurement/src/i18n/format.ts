import type { Locale } from "@probity/contracts";

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
