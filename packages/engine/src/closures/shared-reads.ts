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
  if (scope.needs === undefined) return undefined;
  if (!hasFastCheck(keys, code))
    return slotAt(scope, start, readName(keys, code), () => fieldOf(keys, code, root.path));
  let parent = start;
  for (const key of keys.slice(0, -1))
    parent = slotAt(scope, parent, `.${key}`, () => ({ key, more: [], kind: "any", slow: () => null })).cell;
  // One key of a parent; whatever the check does not expect is read again from the event itself.
  const last = keys.slice(-1);
  return slotAt(scope, parent, readName(last, code), () => {
    const { slow } = fieldOf(keys, code, root.path);
    return { ...fieldOf(last, code, ""), slow: () => slow(start.value) };
  });
}

function slotAt({ frame, needs }: Scope, parent: Cell, name: string, make: () => Slot["field"]): Slot {
  let siblings = frame.slots.get(parent);
  if (siblings === undefined) {
    siblings = new Map();
    frame.slots.set(parent, siblings);
  }
  let slot = siblings.get(name);
  if (slot === undefined) {
    slot = { cell: cellOf(null), parent, field: make(), columns: [], due: [], filled: false };
    siblings.set(name, slot);
  }
  if (needs?.has(slot) === false) needs.set(slot, new Set());
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
export function columnOf(
  slot: Slot,
  path: string,
  keys: readonly string[],
  code: Code,
  { needs }: Scope,
): Column {
  const name = readName(keys, code);
  let column = slot.columns.find((one) => one.name === name);
  if (column === undefined) {
    // The null keeps the array generic, so that texts and numbers are loaded by the same machine code.
    const values: Value[] = [null];
    column = { name, field: fieldOf(keys, code, path), values };
    slot.columns.push(column);
  }
  needs?.get(slot)?.add(column);
  return column;
}
