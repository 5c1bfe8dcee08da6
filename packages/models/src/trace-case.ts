import type { Case, EventType, JsonObject, Model, Rule } from "@probity/contracts";
import { type RuleTrace, traceRule } from "@probity/engine/author";
import { caseHistory, caseProcess } from "./case-features.ts";
import { caseTime, caseTimeZone } from "./cases-bundle.ts";

// Cases come from YAML or JSON, so their data is JSON.
const json = (value: object | undefined): JsonObject | undefined => value as JsonObject | undefined;

/** Judges a worked case, and every part of its rule's expressions by itself. Throws as `traceRule` does. */
export function traceCase(
  model: Model,
  rule: Rule,
  one: Case,
  types: readonly EventType[],
  timeZone: string = caseTimeZone,
): RuleTrace {
  const { type, time = caseTime, subject = caseProcess } = one;
  return traceRule(model, rule, types, {
    type,
    time,
    subject,
    timeZone,
    data: json(one.data) ?? {},
    record: json(one.record),
    params: json(one.params),
    features: json(one.features),
    history: caseHistory(one),
  });
}
