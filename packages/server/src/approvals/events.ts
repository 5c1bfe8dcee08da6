import type { JsonObject } from "@probity/contracts";
import type { ServerEvent } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { PendingEvent } from "../watch/index.ts";
import type { StoredApproval } from "./approval.ts";
import type { Judged } from "./judge.ts";

type About = Pick<StoredApproval, "id" | "source" | "decision" | "subject">;

const aboutOf = ({ id, decision }: About): JsonObject => ({ id, precheckId: decision });

const given = (fields: Readonly<Record<string, JsonObject[string] | null | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, JsonObject[string]] => field[1] != null),
  );

/** An event about a request, to be logged in the transaction that changes it; of the process that it belongs to. */
const eventOf = (type: ServerEvent["type"], row: About, more: JsonObject): ServerEvent => ({
  type,
  subject: row.subject ?? row.decision,
  data: { approval: { ...aboutOf(row), ...more } },
});

/** The same, left to be logged, once whatever is repeated. */
const pendingOf = (row: About, type: ServerEvent["type"], slot: string, more: JsonObject): PendingEvent => ({
  source: row.source,
  eventId: `approval-${slot}-${row.id}`,
  type,
  subject: row.subject ?? row.decision,
  data: { approval: { ...aboutOf(row), ...more } },
});

/** Somebody is asked. */
export function requestedEvent(
  row: StoredApproval,
  judged: readonly Judged[],
  { role, unitId, holdUntil }: { role?: string | undefined; unitId?: string | undefined; holdUntil: Date },
): ServerEvent {
  const excluded = judged.flatMap(({ personId, reasons: [reason] }) =>
    reason === undefined ? [] : [{ personId, reason }],
  );
  return eventOf(
    "precheck.approval.requested",
    row,
    given({
      decisionPoint: row.point,
      draftHash: row.draft_hash,
      requesterId: row.requester,
      unitId,
      role,
      eligible: judged.filter(({ reasons }) => reasons.length === 0).map(({ personId }) => personId),
      excluded,
      deadline: row.deadline.toISOString(),
      holdUntil: holdUntil.toISOString(),
    }),
  );
}

/** Somebody agreed or refused. */
export const decidedEvent = (row: StoredApproval): ServerEvent =>
  eventOf(
    "precheck.approval.decided",
    row,
    given({
      decisionPoint: row.point,
      draftHash: row.draft_hash,
      outcome: row.state,
      approverId: row.decided_by,
      reason: row.reason,
      via: row.via,
      validUntil: row.valid_until?.toISOString(),
    }),
  );

/** The source needs no answer any more. */
export const withdrawnEvent = (row: StoredApproval): ServerEvent =>
  eventOf("precheck.approval.withdrawn", row, given({ cause: "source", reason: row.reason }));

/** The pre-check was closed without an answer. */
export const overtakenEvent = (row: About, cause: string): PendingEvent =>
  pendingOf(row, "precheck.approval.withdrawn", "overtaken", { cause });

/** Somebody may not decide: told once for each person and reason. */
export const deniedEvent = (row: About, personId: string, reason: string, via: string): PendingEvent =>
  pendingOf(row, "precheck.approval.denied", `denied-${reason}-${sha256Hex(personId).slice(0, 16)}`, {
    personId,
    reason,
    via,
  });

/** It still waits. */
export const remindedEvent = (row: About & { readonly deadline: Date }, number: number): PendingEvent =>
  pendingOf(row, "precheck.approval.reminded", `reminded-${number}`, {
    number,
    deadline: row.deadline.toISOString(),
  });

/** Nobody answered. */
export const expiredEvent = (row: About & { readonly deadline: Date }): PendingEvent =>
  pendingOf(row, "precheck.approval.expired", "expired", { deadline: row.deadline.toISOString() });
