import type { JsonObject } from "@probity/contracts";
import { parseInstant } from "@probity/engine";
import type { LogEvent } from "../score/index.ts";
import { type Decision, isOpen, textIn } from "./decision.ts";
import { dataOf, type DecisionKey, objectIn } from "./read-events.ts";

/** What the server logged about a request for a second approver, as far as the hold of its pre-check is concerned. */
export interface ApprovalEvent extends DecisionKey {
  readonly event: LogEvent;
  readonly approval: JsonObject;
}

const requested = "precheck.approval.requested";
const decided = "precheck.approval.decided";
const ended: ReadonlySet<string> = new Set(["precheck.approval.expired", "precheck.approval.withdrawn"]);

/** Reads such an event; undefined for any other. Only the server can log them. */
export function approvalEvent(event: LogEvent): ApprovalEvent | undefined {
  if (event.type !== requested && event.type !== decided && !ended.has(event.type)) return undefined;
  const approval = objectIn(dataOf(event), "approval");
  const id = approval && textIn(approval, "precheckId");
  return approval === undefined || id === undefined
    ? undefined
    : { source: event.source, id, event, approval };
}

/** True for the event that tells that somebody is asked. */
export const asksForApproval = ({ event }: ApprovalEvent): boolean => event.type === requested;

/**
 * A hold lives as long as somebody is asked, and as long as what was agreed to may be done (PC-7). Once it is refused, or
 * nobody is asked any more, it has ended: the act must not follow.
 */
export function holdByApproval(row: Decision, told: ApprovalEvent): void {
  const { event, approval } = told;
  const until = parseInstant(textIn(approval, asksForApproval(told) ? "holdUntil" : "validUntil") ?? "")?.ms;
  if (until !== undefined) {
    row.held_until = new Date(until).toISOString();
    prolong(row);
    return;
  }
  row.held_until = null;
  if (row.expires_at === null || row.opened_at === null || !isOpen(row)) return;
  const end = Math.max(Date.parse(row.opened_at), event.time.getTime());
  row.expires_at = new Date(Math.min(Date.parse(row.expires_at), end)).toISOString();
}

/** The hold does not end before the time that an approval gives it; also when its answer arrives after the request. */
export function prolong(row: Decision): void {
  if (row.expires_at === null || row.held_until === null) return;
  const end = Math.max(Date.parse(row.expires_at), Date.parse(row.held_until));
  row.expires_at = new Date(end).toISOString();
}
