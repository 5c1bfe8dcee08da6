import type { Code } from "../functions/strict.ts";
import type { Column, Slot } from "../ops/slot.ts";
import { isPlainKey } from "../values/fields.ts";
import { slowReader } from "./slow-read.ts";

const kinds: ReadonlyMap<Code, string> = new Map([
  ["s", "string"],
  ["b", "boolean"],
  ["d", "number"],
  ["i", "number"],
]);

/**
 * The column of a field of the items that a slot holds, shared by all rules; undefined where only a careful reader will
 * do. A body then loads `values[place]` instead of reading and checking an object's field.
 */
export function columnOf(slot: Slot, path: string, key: string, code: Code): Column | undefined {
  const kind = kinds.get(code);
  if (kind === undefined || !isPlainKey(key)) return undefined;
  const known = slot.columns.find((column) => column.key === key && column.code === code);
  if (known !== undefined) return known;
  // The null keeps the array generic, so that texts and numbers are loaded by the same machine code.
  const column: Column = {
    values: [null],
    code,
    key,
    kind,
    whole: code === "i",
    slow: slowReader([key], code, path),
  };
  slot.columns.push(column);
  return column;
}
