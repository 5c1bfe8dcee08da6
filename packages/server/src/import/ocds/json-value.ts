import type { Json, JsonObject } from "@probity/contracts";

/** True for a JSON object, not for an array or null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object, or an empty one when the publisher left it out or wrote something else. */
export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The objects of a list; a publisher who wrote one object instead of a list of one is understood. */
export function objects(value: Json | undefined): readonly JsonObject[] {
  if (Array.isArray(value)) return value.filter((item) => isObject(item));
  return isObject(value) ? [value] : [];
}

/**
 * The trimmed text of a string or number; undefined for everything else and for an empty text. A lone surrogate, which
 * no UTF-8 can carry, becomes U+FFFD.
 */
export function text(value: Json | undefined): string | undefined {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const trimmed = value.trim().toWellFormed();
  return trimmed === "" ? undefined : trimmed;
}

/** A whole number that is not negative, also when it was written as text. */
export function count(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : undefined;
}

/** Drops undefined, null, empty objects and empty lists, so that what is not known is absent and counted as missing. */
export function compact(value: JsonObject): JsonObject {
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    const kept = compactValue(item);
    if (kept !== undefined) result[key] = kept;
  }
  return result;
}

function compactValue(value: Json | undefined): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => compactValue(item)).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (!isObject(value)) return value;
  const kept = compact(value);
  return Object.keys(kept).length === 0 ? undefined : kept;
}
