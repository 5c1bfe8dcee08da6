import type { Value } from "../values/value.ts";

/** Loop steps and characters of built text that one evaluation of one rule may use (EN-3). */
export const stepBudget = 10_000;
export const textBudget = 65_536;

/** What an expression reads, and what it may still spend. One per evaluator, refilled for each rule. */
export class Frame {
  event: Value = null;
  record: Value = null;
  params: Value = null;
  now: Value = null;
  steps: number = stepBudget;
  text: number = textBudget;

  /** Fills the budget for the next expression. */
  refill(): void {
    this.steps = stepBudget;
    this.text = textBudget;
  }

  /** True once a budget was used up; it stays so until the next {@link refill}, whatever absorbed the error. */
  get exhausted(): boolean {
    return this.steps < 0 || this.text < 0;
  }
}

/** A compiled expression. */
export type Eval = (frame: Frame) => Value;
