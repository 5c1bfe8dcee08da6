import { currencyDecimals } from "./currency.ts";

/** Up to here a product of amount and 10^decimals is exact enough to be trusted without looking at the digits. */
const fastLimit = 1e13;

/**
 * Converts an amount in the major unit to an exact integer of minor units (EV-4): 1234.56 CNY is 123456.
 *
 * The shortest decimal form of the number decides, so 0.1 + 0.2 is refused and 1234.56 is not. `undefined` when the
 * currency is not in ISO 4217, when the amount has more decimals than the currency, or when the result is not below
 * 2^53.
 */
export function toMinorUnits(amount: number, currency: string): number | undefined {
  const decimals = currencyDecimals(currency);
  if (decimals === undefined || !Number.isFinite(amount)) return undefined;
  const factor = 10 ** decimals;
  const quick = Math.round(amount * factor);
  if (Math.abs(quick) < fastLimit) return quick / factor === amount ? quick + 0 : undefined;
  return fromDigits(String(amount), decimals);
}

function fromDigits(text: string, decimals: number): number | undefined {
  const [whole = "", fraction = "", extra] = text.split(".");
  if (extra !== undefined || text.includes("e") || fraction.length > decimals) return undefined;
  const value = Number(whole + fraction.padEnd(decimals, "0"));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** Writes minor units as a decimal of the major unit with all its decimals: 123456 CNY is `1234.56`. */
export function formatMinorUnits(value: number, currency: string): string {
  const decimals = currencyDecimals(currency) ?? 0;
  const digits = String(Math.abs(value)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 ? "-" : "";
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

/** The amount in the major unit: 123456 CNY is 1234.56. The way back of {@link toMinorUnits}. */
export const fromMinorUnits = (value: number, currency: string): number =>
  value / 10 ** (currencyDecimals(currency) ?? 0);
