import type { Code } from "../functions/strict.ts";
import { type Cell, cellOf } from "../ops/frame.ts";
import type { Column, Slot } from "../ops/slot.ts";
import type { Value } from "../values/value.ts";
import { fieldOf } from "./field.ts";
import type { Built, Scope } from "./scope.ts";

/** The slot of a path of the event or the record; undefined for other roots. */
export function slotOf(root: Built, keys: readonly string[], code: Code, scope: Scope): Slot | undefined {
  const { frame, slots } = scope;
  const start = root.cell;
  if (slots === undefined || start === undefined || (start !== frame.event && start !== frame.record))
    return undefined;
  const field = fieldOf(keys, code, root.path);
  const [key, ...outer] = keys.toReversed();
  // A read of one key of a parent; whatever it does not expect is read again from the event itself.
  const near = field.kind !== undefined && key !== undefined && outer.length > 0;
  const parent = near ? parentOf(root.path, start, outer.toReversed(), slots, scope) : start;
  return slotNamed(JSON.stringify([root.path, keys, code]), slots, scope, () => ({
    parent,
    unchecked: undefined,
    field: near ? { ...field, key, more: [], slow: () => field.slow(start.value) } : field,
  }));
}

function parentOf(base: string, start: Cell, keys: readonly string[], slots: Set<Slot>, scope: Scope): Cell {
  const key = keys.at(-1);
  if (key === undefined) return start;
  const parent = parentOf(base, start, keys.slice(0, -1), slots, scope);
  return slotNamed(JSON.stringify([base, keys]), slots, scope, () => ({
    parent,
    unchecked: key,
    field: fieldOf(keys, "*", base),
  })).cell;
}

function slotNamed(
  name: string,
  slots: Set<Slot>,
  { frame }: Scope,
  make: () => Pick<Slot, "parent" | "unchecked" | "field">,
): Slot {
  const slot = frame.slots.get(name) ?? { cell: cellOf(null), ...make(), columns: [], filled: false };
  frame.slots.set(name, slot);
  slots.add(slot);
  return slot;
}

/**
 * The column of a field of the items that a slot holds, shared by all rules. A body then loads `values[place]` instead
 * of reading and checking an object's field.
 */
export function columnOf(slot: Slot, path: string, keys: readonly string[], code: Code): Column {
  const name = JSON.stringify([keys, code]);
  const known = slot.columns.find((column) => column.name === name);
  if (known !== undefined) return known;
  // The null keeps the array generic, so that texts and numbers are loaded by the same machine code.
  const values: Value[] = [null];
  const column: Column = { name, field: fieldOf(keys, code, path), values };
  slot.columns.push(column);
  return column;
}
