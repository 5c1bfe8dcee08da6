import type { Json, JsonObject } from "@probity/contracts";
import { toMinorUnits } from "@probity/engine";
import type { IssueSink } from "./issue.ts";
import { isObject, text } from "./json-value.ts";

/**
 * An OCDS value with its amount as given and its currency in capitals. Without an amount there is no value; an amount
 * that is no number or a currency that is no ISO 4217 code is reported and left out. So is a sum that its currency
 * cannot express (EV-4), because it would keep the whole event out of the log; noise of binary arithmetic behind the
 * fifteenth digit (0.13999999999999999) is taken off and reported.
 */
export function readMoney(value: Json | undefined, where: string, sink: IssueSink): JsonObject | undefined {
  if (!isObject(value)) return undefined;
  const amount = readAmount(value["amount"], where, sink);
  if (amount === undefined) return undefined;
  const given = text(value["currency"]);
  if (given === undefined) return { amount };
  const currency = given.toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) {
    sink.add("money.invalid", `${where}.currency`, given);
    return { amount };
  }
  if (toMinorUnits(amount, currency) !== undefined) return { amount, currency };
  const clean = Number(amount.toPrecision(15));
  const isNoise = toMinorUnits(clean, currency) !== undefined;
  sink.add(isNoise ? "money.noise" : "money.inexact", where, `${amount} ${currency}`);
  return isNoise ? { amount: clean, currency } : undefined;
}

function readAmount(value: Json | undefined, where: string, sink: IssueSink): number | undefined {
  const given = text(value);
  if (given === undefined) return undefined;
  const amount = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
  if (Number.isFinite(amount)) return amount;
  sink.add("money.invalid", `${where}.amount`, given);
  return undefined;
}
