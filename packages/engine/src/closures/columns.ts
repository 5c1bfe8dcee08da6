import type { Code } from "../functions/strict.ts";
import { cellOf } from "../ops/frame.ts";
import { type Column, newColumn, type Slot } from "../ops/slot.ts";
import { isPlainKey } from "../values/fields.ts";
import { fastReader } from "./fast-read.ts";
import { slowReader } from "./slow-read.ts";

/**
 * The column of a field of the items that a slot holds, shared by all rules; undefined where only a careful reader will
 * do. A body then loads `values[place]` instead of reading and checking an object's field.
 */
export function columnOf(slot: Slot, path: string, key: string, code: Code): Column | undefined {
  if (!isPlainKey(key)) return undefined;
  const name = `${code}${key}`;
  const known = slot.columns.get(name);
  if (known !== undefined) return known;
  const item = cellOf(null);
  const read = fastReader(item, [key], code, slowReader([key], code, path));
  if (read === undefined) return undefined;
  const column = newColumn(item, read);
  slot.columns.set(name, column);
  return column;
}
