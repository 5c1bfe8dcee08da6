import type { Value } from "../values/value.ts";
import { bareField, type Field, readField } from "./field.ts";
import { type Cell, stepBudget } from "./frame.ts";

/**
 * A field of the event or the record, read once per event and shared by all rules: rules ask for the same fields again
 * and again. Reads are pure and errors are values, so that nothing changes but the time (a fifth of it on 82 rules).
 */
export interface Slot {
  readonly cell: Cell;
  /** Holds the object that has the field: an unchecked slot, or the event itself. */
  readonly parent: Cell;
  readonly field: Field;
  /** The last key alone, when the slot is a parent only: nobody checks it, and no rule sees it. */
  readonly unchecked: string | undefined;
  /** Fields of the items, when the slot holds a list and loops read them. */
  readonly columns: Column[];
  /** False until the columns hold the fields of this event's items. */
  filled: boolean;
}

/** One field of all items of a list. An error is a value here, as everywhere. */
export interface Column {
  readonly name: string;
  readonly field: Field;
  readonly values: Value[];
}

/** Items whose fields stay until the next event, instead of being let go. */
const keptItems = 64;

/** Reads what the rules of an event share. Parents come before what they hold. */
export function fillSlots(slots: readonly Slot[]): void {
  for (const { cell, parent, field, unchecked } of slots)
    cell.value =
      unchecked === undefined ? readField(field, parent.value) : bareField(parent.value, unchecked);
}

/** Reads the fields of the items, once a loop comes to them. Items that no budget reaches are left out. */
export function fillColumns(slot: Slot, list: readonly Value[]): void {
  const end = Math.min(list.length, stepBudget);
  for (const { values, field } of slot.columns)
    for (let place = 0; place < end; place++) values[place] = readField(field, list[place] ?? null);
  slot.filled = true;
}

/** Lets go of the data, so that it can be collected. */
export function clearSlots(slots: readonly Slot[]): void {
  for (const slot of slots) {
    slot.cell.value = null;
    if (!slot.filled) continue;
    slot.filled = false;
    for (const { values } of slot.columns) if (values.length > keptItems) values.length = keptItems;
  }
}
