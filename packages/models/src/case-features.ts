import type { Case, JsonObject } from "@probity/contracts";
import type { EvaluationInput, FeatureValues } from "@probity/engine";
import { type MemoryFeatures, type PastEvent, rehearse } from "@probity/engine/features";

/** The process of a case, where it names none. */
export const caseProcess = "case";

/** The earlier events of a case, as the engine takes them. */
export function caseHistory({ history = [] }: Pick<Case, "history">): readonly PastEvent[] {
  return history.map(({ type, time, subject = caseProcess, data }, at) => ({
    id: `history-${at}`,
    type,
    time,
    subject,
    // Cases come from YAML in its core schema, which yields JSON values only.
    data: data as JsonObject,
  }));
}

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
  const process = { ...input, subject: one.subject ?? caseProcess };
  // JSON, see above.
  const given = one.features as JsonObject | undefined;
  return rehearse(memory, process, { history: caseHistory(one), given, binding });
}
