import type { Value } from "../values/value.ts";
import { type Cell, cellOf, type Eval, type Frame, stepBudget } from "./frame.ts";

/**
 * A read of the event or the record, made once per event and shared by all rules: rules ask for the same fields again
 * and again. Reads are pure and errors are values, so that nothing changes but the time (a fifth of it on 82 rules).
 */
export interface Slot {
  readonly cell: Cell;
  readonly run: Eval;
  /** Fields of the items, when the read gives a list and loops read them; by name and type. */
  readonly columns: Map<string, Column>;
  /** False until the columns hold the fields of this event's items. */
  filled: boolean;
}

/** One field of all items of a list. An error is a value here, as everywhere. */
export interface Column {
  readonly values: Value[];
  /** The item that `read` reads. */
  readonly item: Cell;
  readonly read: Eval;
}

/** Items whose fields stay allocated between events. */
const keptItems = 256;

/** A slot that is empty yet. */
export function newSlot(run: Eval): Slot {
  return { cell: cellOf(null), run, columns: new Map(), filled: false };
}

/** A column that is empty yet. */
export function newColumn(item: Cell, read: Eval): Column {
  // The null keeps the array generic, so that texts and numbers are loaded by the same machine code.
  return { values: [null], item, read };
}

/** Reads what the rules of an event share. */
export function fillSlots(slots: readonly Slot[], frame: Frame): void {
  for (const slot of slots) slot.cell.value = slot.run(frame);
}

/** Reads the fields of the items, once a loop comes to them. Items that no budget reaches are left out. */
export function fillColumns(slot: Slot, list: readonly Value[], frame: Frame): void {
  const end = Math.min(list.length, stepBudget);
  for (const { values, item, read } of slot.columns.values()) {
    for (let place = 0; place < end; place++) {
      item.value = list[place] ?? null;
      values[place] = read(frame);
    }
    item.value = null;
  }
  slot.filled = true;
}

/** Lets go of the data, so that it can be collected. */
export function clearSlots(slots: readonly Slot[]): void {
  for (const slot of slots) {
    slot.cell.value = null;
    if (!slot.filled) continue;
    slot.filled = false;
    for (const { values } of slot.columns.values()) {
      if (values.length > keptItems) values.length = keptItems;
      values.fill(null);
    }
  }
}
