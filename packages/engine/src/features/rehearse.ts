import type { Json, JsonObject } from "@probity/contracts";
import { toMinorUnits } from "../edge/minor-units.ts";
import type { EvaluationInput, FeatureValues } from "../types.ts";
import type { Value } from "../values/value.ts";
import type { MemoryFeatures, PastEvent } from "./memory.ts";
import { featureValues } from "./values.ts";

/** What stands in for a server's memory. */
export interface Rehearsal {
  /** Earlier events, of which windows and histories are made. */
  readonly history: readonly PastEvent[];
  /** Values of other features by name, sums of money in the major unit. */
  readonly given?: JsonObject | undefined;
  /** Only the features of this binding. @defaultValue those of all */
  readonly binding?: string | undefined;
}

/** The features of worked cases: what neither the history nor the given values say is `unavailable`. */
export function rehearse(
  memory: MemoryFeatures,
  input: EvaluationInput & { readonly subject?: string | undefined },
  { history, given = {}, binding }: Rehearsal,
): ReadonlyMap<string, FeatureValues> {
  const all = memory.planner.plan(input);
  const needs = binding === undefined ? all : all.filter((need) => need.binding === binding);
  const computed = featureValues(needs, memory.answers(needs, input, history));
  const values = Object.entries(given).map(([name, value]): [string, Value] => [
    name,
    inMinorUnits(value ?? null),
  ]);
  return new Map([...computed].map(([id, known]) => [id, { ...known, ...Object.fromEntries(values) }]));
}

function inMinorUnits(value: Json): Value {
  if (Array.isArray(value)) return value.map(inMinorUnits);
  if (typeof value !== "object" || value === null) return value;
  const map = value as JsonObject; // no list, see above
  const { amount, currency } = map;
  if (typeof amount === "number" && typeof currency === "string")
    return { ...map, amount: toMinorUnits(amount, currency) ?? amount };
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key, inMinorUnits(item ?? null)]));
}
