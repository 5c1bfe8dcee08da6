import type { Json, Locale } from "@probity/contracts";
import { objectAt } from "../json-read.ts";

/**
 * A value of a finding's evidence as people read it: money in the major unit (`1,236,500.00 CNY`; rules carry integers
 * of the minor one), moments by `when`, lists with commas. What is none of these stays JSON.
 */
export function evidenceText(
  value: Json | undefined,
  locale: Locale,
  when: (moment: string) => string | undefined,
): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return moment.test(value) ? when(value) : value;
  if (typeof value === "number")
    return new Intl.NumberFormat("en", { maximumFractionDigits: 6 }).format(value);
  if (typeof value === "boolean") return yesNo[locale][value ? 0 : 1];
  if (Array.isArray(value))
    return value
      .map((item: Json) => evidenceText(item, locale, when) ?? "-")
      .join(locale === "en" ? ", " : "、");
  const { amount, currency } = objectAt(value);
  if (typeof amount !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency))
    return JSON.stringify(value);
  return money(amount, currency);
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

const yesNo: Readonly<Record<Locale, readonly [string, string]>> = {
  en: ["yes", "no"],
  "zh-CN": ["是", "否"],
};

function money(minorUnits: number, currency: string): string {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  const format = new Intl.NumberFormat("en", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${format.format(minorUnits / 10 ** digits)} ${currency}`;
}
