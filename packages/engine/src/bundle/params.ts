import { toMinorUnits } from "../edge/minor-units.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import { parseDuration } from "../values/duration.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import type { PlainMap, Value } from "../values/value.ts";

type Convert = (value: unknown) => Value | undefined;

const maxItems = 10_000;

const toBool: Convert = (value) => (typeof value === "boolean" ? value : undefined);
const toInt: Convert = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
const toDouble: Convert = (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
const toText: Convert = (value) => (typeof value === "string" ? value : undefined);
const toDuration: Convert = (value) => (typeof value === "string" ? parseDuration(value) : undefined);

const toMoney: Convert = (value) => {
  if (!isJsonObject(value)) return undefined;
  const { amount, currency } = value;
  if (typeof amount !== "number" || typeof currency !== "string") return undefined;
  const minor = toMinorUnits(amount, currency);
  return minor === undefined ? undefined : { amount: minor, currency };
};

function listOf(item: Convert): Convert {
  return (value) => {
    if (!Array.isArray(value) || value.length > maxItems) return undefined;
    const items = value.map(item);
    return items.includes(undefined) ? undefined : items.filter((one) => one !== undefined);
  };
}

function mapOf(item: (value: unknown, key: string) => Value | undefined): Convert {
  return (value) => {
    if (!isJsonObject(value)) return undefined;
    const entries = Object.entries(value).map(([key, one]): [string, Value | undefined] => [
      key,
      item(one, key),
    ]);
    if (entries.length > maxItems || entries.some(([, one]) => one === undefined)) return undefined;
    const map: PlainMap = Object.fromEntries(entries);
    return map;
  };
}

const toTimestamp: Convert = (value) => (typeof value === "string" ? parseTimestamp(value) : undefined);

/** Rows of cells by the types of their columns. That cells may not be left out is checked where a table is written. */
const tableOf = (columns: ColumnTypes): Convert =>
  listOf(
    mapOf((cell, name) =>
      Object.hasOwn(columns, name)
        ? converters.get(columns[name]?.replace("?", "") ?? "")?.(cell)
        : undefined,
    ),
  );

const converters: ReadonlyMap<string, Convert> = new Map([
  ["bool", toBool],
  ["int", toInt],
  ["double", toDouble],
  ["string", toText],
  ["money", toMoney],
  ["duration", toDuration],
  ["timestamp", toTimestamp],
  ["list<string>", listOf(toText)],
  ["list<int>", listOf(toInt)],
  ["list<double>", listOf(toDouble)],
  ["map<string,int>", mapOf(toInt)],
  ["map<string,double>", mapOf(toDouble)],
  ["map<string,money>", mapOf(toMoney)],
]);

/** Types of a table's columns by name. */
export type ColumnTypes = { readonly [name: string]: string };

/** A parameter's value as rules see it: money in minor units, durations as durations. Undefined when it is not one. */
export function convertParam(type: string, value: unknown, columns?: ColumnTypes): Value | undefined {
  return (columns === undefined ? converters.get(type) : tableOf(columns))?.(value);
}
