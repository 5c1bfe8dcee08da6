import { deepestValue, longestValue, mostItems } from "./limits.ts";
import { type Locale, oneLine } from "./plain-text.ts";

/** A value that a rule compared, as people of that language write it: one line, bounded. Never throws. */
export function formatValue(value: unknown, locale: Locale): string {
  try {
    return oneLine(textOf(value, locale, 0), longestValue);
  } catch {
    // A foreign accessor threw. The finding's message says what there is to say.
    return "…";
  }
}

/** A point in time, in the time zone of the machine. */
export function formatMoment(time: number, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return format.format(time);
}

function textOf(value: unknown, locale: Locale, depth: number): string {
  const english = locale === "en";
  if (typeof value === "number")
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 4 }).format(value);
  if (typeof value === "boolean") return english ? (value ? "yes" : "no") : value ? "是" : "否";
  if (typeof value === "string") {
    const time = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(time) ? value : formatMoment(time, locale);
  }
  if (typeof value !== "object" || value === null || depth >= deepestValue) return value === null ? "–" : "…";
  const inner = (item: unknown): string => textOf(item, locale, depth + 1);
  const separator = english ? ", " : "、";
  if (Array.isArray(value)) {
    const more = value.length > mostItems ? ` … (${value.length})` : "";
    return value.slice(0, mostItems).map(inner).join(separator) + more;
  }
  return (
    money(value, locale) ??
    Object.entries(value)
      .slice(0, mostItems)
      .map(([name, item]) => `${name} ${inner(item)}`)
      .join(separator)
  );
}

/** Evidence carries money as an integer of minor units; people read the major unit. */
function money(value: object, locale: Locale): string | undefined {
  const { amount, currency } = value as { readonly amount?: unknown; readonly currency?: unknown };
  if (typeof amount !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    return undefined;
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "code" });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
