import type { Code } from "../functions/strict.ts";
import type { Value } from "../values/value.ts";
import { type Cell, cellOf, type Eval, type Frame, stepBudget } from "./frame.ts";

/**
 * A read of the event or the record, made once per event and shared by all rules: rules ask for the same fields again
 * and again. Reads are pure and errors are values, so that nothing changes but the time (a fifth of it on 82 rules).
 */
export interface Slot {
  readonly cell: Cell;
  readonly run: Eval;
  /** Fields of the items, when the read gives a list and loops read them. */
  readonly columns: Column[];
  /** False until the columns hold the fields of this event's items. */
  filled: boolean;
}

/** One field of all items of a list. An error is a value here, as everywhere. */
export interface Column {
  readonly values: Value[];
  readonly code: Code;
  readonly key: string;
  /** What `typeof` says of a field that needs no further look. */
  readonly kind: string;
  /** True for an integer within the safe range. */
  readonly whole: boolean;
  /** Reads the field of any other item carefully. */
  readonly slow: (item: Value) => Value;
}

/** Items whose fields stay until the next event, instead of being let go. */
const keptItems = 64;

/** A slot that is empty yet. */
export function newSlot(run: Eval): Slot {
  return { cell: cellOf(null), run, columns: [], filled: false };
}

/** Reads what the rules of an event share. */
export function fillSlots(slots: readonly Slot[], frame: Frame): void {
  for (const slot of slots) slot.cell.value = slot.run(frame);
}

/** Reads the fields of the items, once a loop comes to them. Items that no budget reaches are left out. */
export function fillColumns(slot: Slot, list: readonly Value[]): void {
  const end = Math.min(list.length, stepBudget);
  for (const { values, key, kind, whole, slow } of slot.columns) {
    for (let place = 0; place < end; place++) {
      const item = list[place] ?? null;
      // The key is plain (`isPlainKey`): on any value a bare read gives the data's own field, undefined or a function.
      const value = (item as { readonly [key: string]: Value } | null)?.[key];
      const plain = typeof value === kind && (!whole || Number.isSafeInteger(value));
      values[place] = plain ? (value ?? null) : slow(item);
    }
  }
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
