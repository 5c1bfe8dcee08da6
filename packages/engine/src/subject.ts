import type { JsonObject } from "@probity/contracts";
import { isJsonObject } from "./json/is-json-object.ts";

/**
 * The CloudEvents `subject` of an event: the first of the paths that leads to a non-empty string. A number in a path
 * is a list index, as in `awards.0.id`.
 */
export function subjectOf(data: JsonObject, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    const found = walk(data, path.split("."));
    if (typeof found === "string" && found !== "") return found;
  }
  return undefined;
}

function walk(data: unknown, keys: readonly string[]): unknown {
  let value = data;
  for (const key of keys) {
    if (Array.isArray(value)) value = /^\d{1,6}$/.test(key) ? value[Number(key)] : undefined;
    else if (isJsonObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}
