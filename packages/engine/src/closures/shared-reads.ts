import type { Code } from "../functions/strict.ts";
import { type Cell, cellOf } from "../ops/frame.ts";
import type { Column, Slot } from "../ops/slot.ts";
import type { Value } from "../values/value.ts";
import { fieldOf, hasFastCheck } from "./field.ts";
import type { Built, Scope } from "./scope.ts";

/** The slot of a path of the event or the record; undefined for other roots. */
export function slotOf(root: Built, keys: readonly string[], code: Code, scope: Scope): Slot | undefined {
  const start = root.cell;
  if (start === undefined || (start !== scope.frame.event && start !== scope.frame.record)) return undefined;
  if (scope.slots === undefined) return undefined;
  if (!hasFastCheck(keys, code))
    return slotAt(scope, start, readName(keys, code), () => ({ field: fieldOf(keys, code, root.path) }));
  let parent = start;
  for (const key of keys.slice(0, -1))
    parent = slotAt(scope, parent, `.${key}`, () => ({ field: fieldOf([], "*", ""), unchecked: key })).cell;
  // One key of a parent; whatever the check does not expect is read again from the event itself.
  const last = keys.slice(-1);
  return slotAt(scope, parent, readName(last, code), () => {
    const { slow } = fieldOf(keys, code, root.path);
    return { field: { ...fieldOf(last, code, ""), slow: () => slow(start.value) } };
  });
}

function slotAt(
  { frame, slots }: Scope,
  parent: Cell,
  name: string,
  make: () => { readonly field: Slot["field"]; readonly unchecked?: string },
): Slot {
  const siblings = frame.slots.get(parent) ?? new Map<string, Slot>();
  frame.slots.set(parent, siblings);
  let slot = siblings.get(name);
  if (slot === undefined) {
    const { field, unchecked } = make();
    slot = { cell: cellOf(null), parent, field, unchecked, columns: [], filled: false };
    siblings.set(name, slot);
  }
  slots?.add(slot);
  return slot;
}

/** Names a read of an object, so that the same read gets the same name and another one does not. */
export function readName(keys: readonly string[], code: Code): string {
  return keys.length === 1 ? `${code}.${keys[0]}` : `${code}*${JSON.stringify(keys)}`;
}

/**
 * The column of a field of the items that a slot holds, shared by all rules. A body then loads `values[place]` instead
 * of reading and checking an object's field.
 */
export function columnOf(slot: Slot, path: string, keys: readonly string[], code: Code): Column {
  const name = readName(keys, code);
  const known = slot.columns.find((column) => column.name === name);
  if (known !== undefined) return known;
  // The null keeps the array generic, so that texts and numbers are loaded by the same machine code.
  const values: Value[] = [null];
  const column: Column = { name, field: fieldOf(keys, code, path), values };
  slot.columns.push(column);
  return column;
}
