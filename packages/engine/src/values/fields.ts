import { CelMap } from "./cel-map.ts";
import { Duration } from "./duration.ts";
import { EvalError } from "./eval-error.ts";
import { Int, Uint } from "./int.ts";
import { Timestamp } from "./timestamp.ts";
import { TypeValue } from "./type-value.ts";
import type { PlainMap, Value } from "./value.ts";

/** True for a JSON object: not a list, not one of the engine's own values. */
export function isPlainMap(value: Value | undefined): value is PlainMap {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if (Object.getPrototypeOf(value) === Object.prototype) return true;
  return !(
    value instanceof EvalError ||
    value instanceof CelMap ||
    value instanceof Int ||
    value instanceof Uint ||
    value instanceof Timestamp ||
    value instanceof Duration ||
    value instanceof TypeValue ||
    value instanceof Uint8Array
  );
}

/** A field that the object itself has; never one of its prototype (EN-3). */
export function ownField(map: PlainMap, key: string): Value | undefined {
  if (!Object.hasOwn(map, key)) return undefined;
  return isData(map[key]) ? map[key] : undefined;
}

/** True for what JSON could hold: neither undefined nor a function, a symbol or a bigint. */
export function isData(value: unknown): boolean {
  const kind = typeof value;
  return kind !== "undefined" && kind !== "function" && kind !== "symbol" && kind !== "bigint";
}

/**
 * Keys that a bare read could answer from somewhere else than the data: prototypes, list lengths, the engine's own
 * classes. Such a key is always read through {@link ownField}.
 */
const unsafeKeys: ReadonlySet<string> = new Set([
  "__proto__",
  "length",
  "buffer",
  "byteLength",
  "byteOffset",
  "BYTES_PER_ELEMENT",
  "errorKind",
  "errorPath",
  "errorText",
  "errorBeside",
  "intValue",
  "uintValue",
  "epochMs",
  "epochNanos",
  "spanMs",
  "spanNanos",
  "typeName",
  "mapEntries",
]);

/**
 * True when `object[key]` on any value gives the data's own field, undefined or a function (which no check lets
 * through): the condition for the fast readers.
 */
export function isPlainKey(key: string): boolean {
  return !unsafeKeys.has(key) && !(key.charCodeAt(0) >= 48 && key.charCodeAt(0) <= 57);
}
