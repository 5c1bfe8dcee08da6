import type { FeatureValues } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { PlainMap, Value } from "../values/value.ts";
import { type Aggregate, windowValue } from "./aggregate.ts";
import type { Need, WindowNeed } from "./planner.ts";

/** One earlier event of the same process. */
export interface HistoryStep {
  readonly id: string;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly person?: string | undefined;
  readonly onBehalfOf?: string | undefined;
  readonly post?: string | undefined;
  readonly unit?: string | undefined;
  readonly step?: string | undefined;
  readonly outcome?: string | undefined;
}

/** One thing that was found about links; JSON as `features.NAME` shows it. */
export type LinkFact = PlainMap;

/** What a store found for a need. `unavailable`: it could not look, and why. */
export type Answer =
  | { readonly windows: readonly Aggregate[] }
  | { readonly steps: readonly HistoryStep[] }
  | { readonly facts: readonly LinkFact[] }
  | { readonly unavailable: string }
  /** It looked, and the answer is not known. */
  | { readonly unknown: string };

const none: Aggregate = { members: 0, gaps: 0 };

function valueOf(need: Need, answer: Answer | undefined): Value {
  if (need.kind === "failed") return need.value;
  if (answer === undefined) return new EvalError("unavailable", need.path, "it was not looked up");
  if ("unavailable" in answer) return new EvalError("unavailable", need.path, answer.unavailable);
  if ("unknown" in answer) return new EvalError("declared", need.path, answer.unknown);
  if ("steps" in answer) return answer.steps.map(stepOf);
  if ("facts" in answer) return answer.facts;
  return need.kind === "window" ? windowOf(need, answer.windows) : null;
}

function windowOf(need: WindowNeed, found: readonly Aggregate[]): Value {
  const value = (at: number): Value => windowValue(found[at] ?? none, need);
  return need.each ? need.keys.map(({ item }, at) => ({ key: item, value: value(at) })) : value(0);
}

function stepOf({ at, ...rest }: HistoryStep): PlainMap {
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), at: new Timestamp(at, 0) };
}

/** What a rule reads as `features`, by binding: one answer for each need, in the same order. */
export function featureValues(
  needs: readonly Need[],
  answers: readonly (Answer | undefined)[],
): ReadonlyMap<string, FeatureValues> {
  const byBinding = new Map<string, Record<string, Value>>();
  for (const [at, need] of needs.entries()) {
    const values = byBinding.get(need.binding) ?? {};
    byBinding.set(need.binding, values);
    values[need.name] = valueOf(need, answers[at]);
  }
  return byBinding;
}

/** True where every feature of the binding could be looked up. */
export const isAnswered = (answer: Answer | undefined): boolean =>
  answer !== undefined && !("unavailable" in answer);
