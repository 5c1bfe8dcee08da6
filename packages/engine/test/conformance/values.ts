import { CelMap, type MapKey, mapKeyOf } from "../../src/values/cel-map.ts";
import { Duration, parseDuration } from "../../src/values/duration.ts";
import { Int, Uint } from "../../src/values/int.ts";
import { parseTimestamp, Timestamp } from "../../src/values/timestamp.ts";
import { TypeValue } from "../../src/values/type-value.ts";
import type { Value } from "../../src/values/value.ts";

type Expected = Readonly<Record<string, unknown>>;

/** A value of the suite's JSON form, as the engine holds it where types are dynamic. */
export function readValue(expected: unknown): Value {
  const [[kind, value] = ["", undefined]] = Object.entries(record(expected));
  switch (kind) {
    case "int64Value":
      return new Int(Number(value));
    case "uint64Value":
      return new Uint(Number(value));
    case "doubleValue":
      return Number(value);
    case "stringValue":
      return String(value);
    case "boolValue":
      return value === true;
    case "nullValue":
      return null;
    case "bytesValue":
      return Uint8Array.from(atob(String(value)), (unit) => unit.charCodeAt(0));
    case "typeValue":
      return new TypeValue(String(value));
    case "listValue":
      return list(record(value)["values"]).map(readValue);
    case "mapValue":
      return readMap(list(record(value)["entries"]));
    case "objectValue":
      return readObject(record(value));
    default:
      throw new Error(`a value of an unknown kind: ${JSON.stringify(expected)}`);
  }
}

function readMap(entries: readonly unknown[]): Value {
  const map = new Map<MapKey, readonly [Value, Value]>();
  for (const entry of entries) {
    const key = readValue(record(entry)["key"]);
    map.set(mapKeyOf(key) ?? "", [key, readValue(record(entry)["value"])]);
  }
  return new CelMap(map);
}

function readObject(object: Expected): Value {
  const text = String(object["value"]);
  const value = String(object["@type"]).endsWith("Timestamp") ? parseTimestamp(text) : parseDuration(text);
  if (value === undefined) throw new Error(`an object that is not known: ${JSON.stringify(object)}`);
  return value;
}

function record(value: unknown): Expected {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value with its type, so that an int never passes for a double of the same size. */
export function describeValue(value: Value): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0d" : `${value}d`;
  if (value instanceof Int) return `${value.intValue}i`;
  if (value instanceof Uint) return `${value.uintValue}u`;
  if (value instanceof Timestamp) return `timestamp ${value.epochMs}.${value.epochNanos}`;
  if (value instanceof Duration) return `duration ${value.spanMs}.${value.spanNanos}`;
  if (value instanceof TypeValue) return `type ${value.typeName}`;
  if (value instanceof Uint8Array) return `bytes ${[...value].join()}`;
  if (Array.isArray(value)) return `[${value.map((item: Value) => describeValue(item)).join(", ")}]`;
  if (!(value instanceof CelMap)) return JSON.stringify(value);
  const entries = [...value.mapEntries.values()].map(
    ([key, item]) => `${describeValue(key)}: ${describeValue(item)}`,
  );
  return `{${entries.toSorted().join(", ")}}`;
}
