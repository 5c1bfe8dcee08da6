import type { ApprovalView } from "./read-approval.ts";
import type { DecisionView } from "./read-decision.ts";

/** What the notice shows; also the value of its `state` attribute, for the host's style sheet. */
export type NoticeState =
  | "unchecked"
  | "checking"
  | "allow"
  | "warn"
  | "justify"
  | "second-approver"
  | "waiting"
  | "agreed"
  | "not-agreed"
  | "block"
  | "unreachable-open"
  | "unreachable-closed";

/** What was decided so far. */
export interface Matter {
  readonly phase: "unchecked" | "checking" | "unreachable" | DecisionView;
  readonly approval?: ApprovalView | undefined;
}

/** The state that follows. What could not be checked is its own state, never hidden in `allow` or `block` (PC-2). */
export function stateOf({ phase, approval }: Matter): NoticeState {
  if (phase === "unreachable") return "unreachable-closed";
  if (typeof phase === "string") return phase;
  const { outcome } = phase;
  const unchecked = phase.degraded === "unchecked";
  if (outcome === "allow") return unchecked ? "unreachable-open" : "allow";
  if (outcome === "block") return unchecked && !phase.hit ? "unreachable-closed" : "block";
  if (outcome !== "second_approver") return outcome;
  if (approval === undefined || approval.state === "not-asked") return "second-approver";
  if (approval.state === "open") return "waiting";
  return approval.state === "agreed" ? "agreed" : "not-agreed";
}

/** What interrupts a person who reads something else. */
export function isAlert(state: NoticeState): boolean {
  return state === "justify" || state === "block";
}
