import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";

/** How a field of some object is read: bare reads first, one check at the end, and a careful reader for the rest. */
export interface Field {
  /** The first key, and those that follow. */
  readonly key: string;
  readonly more: readonly string[];
  /** The check; undefined where only the careful reader will do. */
  readonly kind: Kind | undefined;
  /**
   * Reads again whatever the check does not expect (missing, of another type, an error, a text in the middle). It alone
   * makes errors.
   */
  readonly slow: (start: Value) => Value;
}

/**
 * A type that the fast check knows: `whole` is an integer in the safe range, `object` one of JSON. `any` is for what is
 * only read on, by bare reads.
 */
export type Kind = "text" | "whole" | "number" | "bool" | "list" | "instant" | "object" | "any";

/** Reads a field of a value. An error is a value. */
export function readField(field: Field, start: Value): Value {
  return field.kind === undefined ? field.slow(start) : readOn(field, start, bareField(start, field.key));
}

/** Reads a field of a value whose first key has been read: `first`, undefined when there is nothing. */
export function readOn({ more, kind, slow }: Field, start: Value, first: Value | undefined): Value {
  if (kind === undefined) return slow(start);
  let value = first;
  for (let place = 0; place < more.length; place++) value = bareField(value, more[place] ?? "");
  return isKind(value, kind) ? value : slow(start);
}

/** Each `typeof` with its own word: twice as fast as comparing it with a variable. */
function isKind(value: Value | undefined, kind: Kind): value is Value {
  if (kind === "text") return typeof value === "string";
  if (kind === "whole") return typeof value === "number" && Number.isSafeInteger(value);
  if (kind === "bool") return typeof value === "boolean";
  if (kind === "number") return typeof value === "number";
  if (kind === "list") return Array.isArray(value);
  if (kind === "instant") return value instanceof Timestamp;
  if (kind === "any") return value !== undefined;
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * A field by a bare read, which is safe for plain keys (`isPlainKey`): they give the data's own field, undefined or a
 * function, whatever the value is. So what comes back is a `Value` only once it has been checked.
 */
export function bareField(value: Value | undefined, key: string): Value | undefined {
  return (value as { readonly [key: string]: Value | undefined } | null | undefined)?.[key];
}
