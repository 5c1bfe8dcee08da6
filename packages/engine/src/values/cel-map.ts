import { Int, Uint } from "./int.ts";
import type { Value } from "./value.ts";

/** Keys of equal value are one key, whatever their numeric type. */
export type MapKey = string | number | boolean;

/** A map made by an expression: its keys may be strings, numbers or booleans. */
export class CelMap {
  readonly mapEntries: ReadonlyMap<MapKey, readonly [Value, Value]>;
  constructor(entries: ReadonlyMap<MapKey, readonly [Value, Value]>) {
    this.mapEntries = entries;
  }
}

/** The key under which a value is looked up, or undefined when it cannot be one. */
export function mapKeyOf(value: Value): MapKey | undefined {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value + 0;
  if (value instanceof Int) return value.intValue;
  if (value instanceof Uint) return value.uintValue;
  return undefined;
}
