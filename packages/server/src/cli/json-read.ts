import type { Json, JsonObject } from "@probity/contracts";

/** The object at a key of an answer, or an empty one. */
export function objectAt(value: Json | undefined, key?: string): JsonObject {
  const found = key === undefined ? value : objectAt(value)[key];
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as JsonObject) : {};
}

/** The objects of a list at a key of an answer. */
export function listAt(value: Json | undefined, key: string): readonly JsonObject[] {
  const found = objectAt(value)[key];
  return Array.isArray(found) ? found.map((item: Json) => objectAt(item)) : [];
}

/** Text, number or boolean at a key, as text. */
export function textAt(value: JsonObject, key: string): string | undefined {
  const found = value[key];
  return found === undefined || found === null || typeof found === "object" ? undefined : String(found);
}

/** The texts of a list at a key of an answer. */
export function textsAt(value: JsonObject, key: string): readonly string[] {
  const found = value[key];
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

/** Number at a key. */
export function numberAt(value: JsonObject, key: string): number | undefined {
  const found = value[key];
  return typeof found === "number" ? found : undefined;
}
