import type { Value } from "../values/value.ts";
import type { Slot } from "./slot.ts";

/** Loop steps and characters of built text that one evaluation of one rule may use (EN-3). */
export const stepBudget = 10_000;
export const textBudget = 65_536;

/** A variable: closures read it, whoever binds it writes it. All have one shape, which keeps their reads fast. */
export interface Cell {
  value: Value;
  /** For the variable of a loop: its place in the list. */
  place: number;
}

/** A cell that holds a value. */
export function cellOf(value: Value): Cell {
  return { value, place: 0 };
}

/**
 * What expressions read, and what they may still spend. Closures hold the cells of the frame that they were compiled
 * for; one evaluator has one frame, refilled for each rule.
 */
export class Frame {
  readonly event: Cell = cellOf(null);
  readonly record: Cell = cellOf(null);
  readonly params: Cell = cellOf(null);
  readonly features: Cell = cellOf(null);
  readonly now: Cell = cellOf(null);
  /** The shared reads of all expressions: by the cell of the object, and by what is read of it. */
  readonly slots: Map<Cell, Map<string, Slot>> = new Map();
  steps: number = stepBudget;
  text: number = textBudget;
  private made: Cell[] = [];

  /** A cell for a macro's variable or for what a loop reads beforehand. */
  newCell(): Cell {
    const cell = cellOf(null);
    this.made.push(cell);
    return cell;
  }

  /** The cells that were made since the last call. */
  takeCells(): readonly Cell[] {
    const cells = this.made;
    this.made = [];
    return cells;
  }

  /** Fills the budget for the next expression. */
  refill(): void {
    this.steps = stepBudget;
    this.text = textBudget;
  }

  /** Takes loop steps; false when there are none left. */
  spendSteps(count: number): boolean {
    this.steps -= count;
    return this.steps >= 0;
  }

  /** Takes characters of built text; false, and no steps either, when there are none left. */
  spendText(count: number): boolean {
    this.text -= count;
    if (this.text < 0) this.steps = -1;
    return this.text >= 0;
  }

  /** Lets go of the data, so that it can be collected; `cells` are those of the rules that ran. */
  clear(cells: readonly Cell[]): void {
    this.event.value = this.record.value = this.params.value = this.features.value = this.now.value = null;
    for (const cell of cells) cell.value = null;
  }

  /** True once a budget was used up; it stays so until the next {@link refill}, whatever absorbed the error. */
  get exhausted(): boolean {
    return this.steps < 0 || this.text < 0;
  }
}

/** A compiled expression. The frame is the one that it was compiled for. */
export type Eval = (frame: Frame) => Value;
