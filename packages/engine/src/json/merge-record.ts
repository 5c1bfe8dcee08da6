import type { Json, JsonObject } from "@probity/contracts";
import { isJsonObject } from "./is-json-object.ts";

/**
 * Merges the data of one event into the compiled record of its process, as OCDS compiles releases: objects merge,
 * lists whose items all have an `id` merge by it, other lists are replaced, and `null` removes the field.
 *
 * Neither argument is changed; what the event does not touch is shared with the old record. Merging the same data
 * twice gives the same record as merging it once. A key named `__proto__` is dropped.
 */
export function mergeRecord(record: JsonObject | undefined, data: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...record };
  delete merged["__proto__"];
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (value === undefined || key === "__proto__") continue;
    if (value === null) delete merged[key];
    else merged[key] = mergeValue(Object.hasOwn(merged, key) ? merged[key] : undefined, value);
  }
  return merged;
}

function mergeValue(old: Json | undefined, value: Json): Json {
  if (isIdList(value)) return mergeById(isIdList(old) ? old : [], value);
  if (isJsonObject(value)) return mergeRecord(isJsonObject(old) ? old : undefined, value);
  return value;
}

function mergeById(old: readonly JsonObject[], items: readonly JsonObject[]): Json {
  const merged = [...old];
  const places = new Map(old.map((item, place) => [item["id"], place]));
  for (const item of items) {
    const place = places.get(item["id"]);
    if (place === undefined) {
      places.set(item["id"], merged.length);
      merged.push(mergeRecord(undefined, item));
    } else merged[place] = mergeRecord(merged[place], item);
  }
  return merged;
}

function isIdList(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(hasId);
}

function hasId(item: unknown): boolean {
  if (!isJsonObject(item) || !Object.hasOwn(item, "id")) return false;
  return typeof item["id"] === "string" || typeof item["id"] === "number";
}
