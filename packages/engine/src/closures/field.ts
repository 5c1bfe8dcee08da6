import type { Code } from "../functions/strict.ts";
import type { Field, Kind } from "../ops/field.ts";
import { isPlainKey } from "../values/fields.ts";
import { slowReader } from "./slow-read.ts";

const kinds: ReadonlyMap<Code, Kind> = new Map<Code, Kind>([
  ["s", "text"],
  ["b", "bool"],
  ["d", "number"],
  ["i", "whole"],
  ["l", "list"],
  ["t", "instant"],
  ["m", "object"],
]);

/** True when a bare read and a quick check tell a value of this type under these keys. */
export function hasFastCheck(keys: readonly string[], code: Code): boolean {
  return kinds.has(code) && keys.every(isPlainKey);
}

/** The field under these keys, of a type; `base` is the path of the object, for errors. */
export function fieldOf(keys: readonly string[], code: Code, base: string): Field {
  const [key = "", ...more] = keys;
  const kind = hasFastCheck(keys, code) ? kinds.get(code) : undefined;
  return { key, more, kind, slow: slowReader(keys, code, base) };
}
