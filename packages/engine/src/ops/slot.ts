import type { Value } from "../values/value.ts";
import { bareField, type Field, readField, readOn } from "./field.ts";
import { type Cell, stepBudget } from "./frame.ts";

/**
 * A field of the event or the record, read once per event and shared by all rules: rules ask for the same fields again
 * and again. Reads are pure and errors are values, so that nothing changes but the time (a fifth of it on 82 rules).
 */
export interface Slot {
  readonly cell: Cell;
  /** Holds the object that has the field: the slot of a parent, or the event itself. */
  readonly parent: Cell;
  readonly field: Field;
  /** Fields of the items, when the slot holds a list and loops read them. */
  readonly columns: Column[];
  /** Those of the columns that the rules at hand read. */
  due: readonly Column[];
  /** False until the columns hold the fields of this event's items. */
  filled: boolean;
}

/** One field of all items of a list. An error is a value here, as everywhere. */
export interface Column {
  readonly name: string;
  readonly field: Field;
  readonly values: Value[];
}

/** The slots that rules need, and of each the columns. Parents come before what they hold. */
export type Needs = Map<Slot, Set<Column>>;

/** The same, ready to be filled. */
export type Layout = readonly { readonly slot: Slot; readonly columns: readonly Column[] }[];

/** Items whose fields stay until the next event, instead of being let go. */
const keptItems = 64;

/** Makes the needs of several rules ready, each slot and column once. */
export function layoutOf(needs: readonly Needs[]): Layout {
  const all: Needs = new Map();
  for (const one of needs)
    for (const [slot, columns] of one) {
      const known = all.get(slot);
      if (known === undefined) all.set(slot, new Set(columns));
      else for (const column of columns) known.add(column);
    }
  return [...all].map(([slot, columns]) => ({ slot, columns: [...columns] }));
}

/** Reads what the rules of an event share. */
export function fillSlots(layout: Layout): void {
  for (const { slot, columns } of layout) {
    slot.cell.value = readField(slot.field, slot.parent.value);
    slot.due = columns;
  }
}

/** Reads the fields of the items, once a loop comes to them. Items that no budget reaches are left out. */
export function fillColumns(slot: Slot, list: readonly Value[]): void {
  slot.filled = true;
  const end = Math.min(list.length, stepBudget);
  for (const { values, field } of slot.due) {
    const { key } = field;
    for (let place = 0; place < end; place++) {
      const item = list[place] ?? null;
      values[place] = readOn(field, item, bareField(item, key));
    }
  }
}

/** Lets go of the data, so that it can be collected. */
export function clearSlots(layout: Layout): void {
  for (const { slot } of layout) {
    slot.cell.value = null;
    if (!slot.filled) continue;
    slot.filled = false;
    for (const { values } of slot.due) if (values.length > keptItems) values.length = keptItems;
  }
}
