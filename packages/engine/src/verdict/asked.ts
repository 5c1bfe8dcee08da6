import type { Action, Finding, Outcome, ResolvedBinding } from "@probity/contracts";
import { outcomes } from "@probity/contracts";

/** What a finding of a binding asks for at a pre-check. One that a circuit breaker weakened never asks for more than reasons. */
export function askedOutcome(finding: Finding, binding: ResolvedBinding | undefined): Outcome {
  const asked = asks(finding, binding);
  return finding.weakenedFrom !== undefined && rank(asked) > rank("justify") ? "justify" : asked;
}

function asks(finding: Finding, binding: ResolvedBinding | undefined): Outcome {
  if (finding.exception !== undefined) return "allow";
  if (finding.result === "hit") return outcomeOf(finding.action);
  if (finding.result !== "indeterminate" || binding === undefined) return "allow";
  return isUnavailable(finding) ? binding.onUnavailable : outcomeOf(binding.onIndeterminate);
}

/** True where the rule was not tried at all: no record, or no server. */
export function isUnavailable(finding: Finding): boolean {
  return finding.reason?.code === "record" || finding.reason?.code === "unavailable";
}

/** Place of an outcome in the order of strength. */
export function rank(outcome: Outcome): number {
  return outcomes.indexOf(outcome);
}

function outcomeOf(action: Action): Outcome {
  return action === "observe" ? "allow" : action;
}
