import type { Case, Json, JsonObject } from "@probity/contracts";
import { type EvaluationInput, type FeatureValues, toMinorUnits } from "@probity/engine";
import { featureValues, type MemoryFeatures, type PastEvent } from "@probity/engine/features";

/** The process of a case, where it names none. */
const ownProcess = "case";

/**
 * The features of the rule that a case is about: windows and histories made of the case's `history`, the others as its
 * `features` give them, sums of money in the major unit. What neither gives is `unavailable`.
 */
export function caseFeatures(
  one: Case,
  binding: string,
  input: EvaluationInput,
  memory: MemoryFeatures,
): ReadonlyMap<string, FeatureValues> {
  const needs = memory.planner.plan(input).filter((need) => need.binding === binding);
  if (needs.length === 0) return new Map();
  const process = { ...input, subject: one.subject ?? ownProcess };
  const computed = featureValues(needs, memory.answers(needs, process, pastOf(one))).get(binding) ?? {};
  const given = Object.entries(one.features ?? {}).map(([name, value]) => [
    name,
    inMinorUnits(jsonOf(value)),
  ]);
  return new Map([[binding, { ...computed, ...Object.fromEntries(given) }]]);
}

function pastOf({ history = [] }: Case): readonly PastEvent[] {
  return history.map(({ type, time, subject, data }, at) => ({
    id: `history-${at}`,
    type,
    time,
    subject: subject ?? ownProcess,
    data: jsonOf(data) as JsonObject, // an object by the schema of cases
  }));
}

/** Cases come from YAML in its core schema, which yields JSON values only. */
function jsonOf(value: unknown): Json {
  return value as Json;
}

function inMinorUnits(value: Json): Json {
  if (Array.isArray(value)) return value.map(inMinorUnits);
  if (typeof value !== "object" || value === null) return value;
  const map = value as JsonObject; // no list, see above
  const { amount, currency } = map;
  if (typeof amount === "number" && typeof currency === "string")
    return { ...map, amount: toMinorUnits(amount, currency) ?? amount };
  return Object.fromEntries(
    Object.entries(map).map(([key, item]) => [key, item === undefined ? item : inMinorUnits(item)]),
  );
}
