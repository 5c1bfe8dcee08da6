import type { DataShape, JsonObject } from "@probity/contracts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap, ownField } from "../values/fields.ts";
import { parseTimestamp, Timestamp } from "../values/timestamp.ts";
import type { PlainMap, Value } from "../values/value.ts";
import { parseDate } from "./instant.ts";
import { toMinorUnits } from "./minor-units.ts";
import { zonedStart } from "./zone.ts";

/** How data becomes what rules see. */
export interface EdgeOptions {
  readonly timeZone: string;
  readonly defaultCurrency: string | undefined;
}

/** Converts the data of one shape; what it need not change it shares with its input, which stays as it was. */
export type Prepare = (data: JsonObject) => Value;

interface Spine {
  money: boolean;
  instant: "start" | "end" | undefined;
  items: Spine | undefined;
  readonly fields: { readonly key: string; readonly inner: Spine }[];
}

const badMoney = new EvalError("type", "", "the amount is not exact in minor units of a known currency");
const badInstant = new EvalError("type", "", "the time is not RFC 3339 with an offset, nor a whole date");
const dayMs = 86_400_000;

/**
 * Compiles the converter of a shape (EV-4): money becomes an integer of minor units, instants become timestamps. A
 * value that cannot be converted becomes an error value, so that only the rules that read it cannot be judged.
 */
export function compilePrepare(shape: DataShape, options: EdgeOptions): Prepare {
  const root = newSpine();
  for (const path of shape.money) at(root, path).money = true;
  for (const path of shape.instants) at(root, path).instant = "start";
  for (const path of shape.dayEnds) at(root, path).instant = "end";
  return (data) => {
    const map: Value = data;
    return convert(root, map, enclosingCurrency(map, "amount") ?? options.defaultCurrency, options);
  };
}

function newSpine(): Spine {
  return { money: false, instant: undefined, items: undefined, fields: [] };
}

function at(root: Spine, path: readonly string[]): Spine {
  let spine = root;
  for (const key of path) {
    spine = key === "*" ? (spine.items ??= newSpine()) : fieldAt(spine, key);
  }
  return spine;
}

function fieldAt(spine: Spine, key: string): Spine {
  const known = spine.fields.find((field) => field.key === key);
  if (known !== undefined) return known.inner;
  const inner = newSpine();
  spine.fields.push({ key, inner });
  return inner;
}

function convert(spine: Spine, value: Value, currency: string | undefined, options: EdgeOptions): Value {
  if (spine.instant !== undefined) return convertInstant(value, spine.instant, options.timeZone);
  if (Array.isArray(value)) return convertItems(spine, value, currency, options);
  if (!isPlainMap(value)) return value;
  return spine.money ? convertMoney(value, currency) : convertFields(spine, value, currency, options);
}

function convertItems(
  spine: Spine,
  items: readonly Value[],
  currency: string | undefined,
  options: EdgeOptions,
): Value {
  const { items: inner } = spine;
  return inner === undefined ? items : items.map((item) => convert(inner, item, currency, options));
}

function convertFields(spine: Spine, map: PlainMap, outer: string | undefined, options: EdgeOptions): Value {
  const currency = enclosingCurrency(map, "value") ?? outer;
  let copy: Record<string, Value | undefined> | undefined;
  for (const { key, inner } of spine.fields) {
    const old = ownField(map, key);
    if (old === undefined || old === null) continue;
    const converted = convert(inner, old, currency, options);
    if (converted === old) continue;
    copy ??= { ...map };
    copy[key] = converted;
  }
  return copy ?? map;
}

function convertMoney(map: PlainMap, outer: string | undefined): Value {
  const amount = ownField(map, "amount");
  const own = ownField(map, "currency");
  const currency = own === undefined || own === null ? outer : own;
  if (typeof amount !== "number") return map;
  if (typeof currency !== "string") return { ...map, amount: badMoney };
  return { ...map, amount: toMinorUnits(amount, currency) ?? badMoney, currency };
}

/** The currency of the object's own sum, which sums inside it without a currency share. */
function enclosingCurrency(map: Value, key: string): string | undefined {
  const sum = isPlainMap(map) ? ownField(map, key) : undefined;
  const currency = isPlainMap(sum) ? ownField(sum, "currency") : undefined;
  return typeof currency === "string" ? currency : undefined;
}

function convertInstant(value: Value, day: "start" | "end", zone: string): Value {
  if (typeof value !== "string") return value;
  return parseTimestamp(value) ?? wholeDay(value, day, zone) ?? badInstant;
}

function wholeDay(text: string, day: "start" | "end", zone: string): Timestamp | undefined {
  const date = parseDate(text);
  if (date === undefined) return undefined;
  const ms = zonedStart(date + (day === "end" ? dayMs : 0), zone);
  return ms === undefined ? undefined : new Timestamp(ms, 0);
}
