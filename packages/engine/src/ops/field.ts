import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";

/** How a field of some object is read: bare reads first, one check at the end, and a careful reader for the rest. */
export interface Field {
  readonly keys: readonly string[];
  /** What `typeof` says of the value, or `list` or `instant`; undefined where only the careful reader will do. */
  readonly kind: Kind | undefined;
  /** Asks for an integer in the safe range. */
  readonly whole: boolean;
  /**
   * Reads again whatever the check does not expect (missing, of another type, an error, a text in the middle). It alone
   * makes errors.
   */
  readonly slow: (start: Value) => Value;
}

/** A type that the fast check knows. */
export type Kind = "string" | "number" | "boolean" | "list" | "instant";

/** Reads a field of a value. An error is a value. */
export function readField({ keys, kind, whole, slow }: Field, start: Value): Value {
  if (kind === undefined) return slow(start);
  let value = start;
  for (let place = 0; place < keys.length; place++) value = bareField(value, keys[place] ?? "");
  if (kind === "list") return Array.isArray(value) ? value : slow(start);
  if (kind === "instant") return value instanceof Timestamp ? value : slow(start);
  return typeof value === kind && (!whole || Number.isSafeInteger(value)) ? value : slow(start);
}

/**
 * A field by a bare read, which is safe for plain keys (`isPlainKey`): they give the data's own field, undefined or a
 * function, whatever the value is. So what comes back is a `Value` only once it has been checked.
 */
export function bareField(value: Value, key: string): Value {
  return (value as { readonly [key: string]: Value } | null | undefined)?.[key] as Value;
}
