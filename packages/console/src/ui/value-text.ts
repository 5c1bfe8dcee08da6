import { t } from "i18next";
import { amountOf, listed, moment, numberOf, pair } from "../i18n/format.ts";

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value of a rule as people read it. Money is in minor units there, and in the major unit in events. */
export function valueText(value: unknown, money: "minor" | "major"): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "boolean") return t(value ? "words.yes" : "words.no");
  if (typeof value === "number") return numberOf(value);
  if (typeof value === "string") return instant.test(value) ? moment(value) : value;
  if (Array.isArray(value))
    return value.length === 0 ? "—" : listed(value.map((one) => valueText(one, money)));
  if (typeof value !== "object") return "—";
  if (isMoney(value)) return amountOf(money === "minor" ? major(value) : value);
  const parts = Object.entries(value).map(([name, one]) => pair(name, valueText(one, money)));
  return parts.length === 0 ? "—" : listed(parts);
}

interface Money {
  readonly amount: number;
  readonly currency: string;
}

const isMoney = (value: object): value is Money =>
  "amount" in value &&
  typeof value.amount === "number" &&
  "currency" in value &&
  typeof value.currency === "string" &&
  /^[A-Z]{3}$/.test(value.currency);

function major({ amount, currency }: Money): Money {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return { amount: amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2), currency };
}
