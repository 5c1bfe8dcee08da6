import { type ApprovalState, approvalStates, ProbityError } from "@probity/contracts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { judgedOf, requestOf, stateAt, type StoredApproval } from "./approval.ts";
import { findApproval } from "./store-approvals.ts";

/** States by which people ask. */
export const listedStates: readonly ListedState[] = [...approvalStates, "any"];

/** One of {@link listedStates}. */
export type ListedState = ApprovalState | "any";

/** Which requests to list. */
export interface ApprovalFilter extends PageQuery {
  readonly state: ListedState;
  readonly source?: string | undefined;
  readonly subject?: string | undefined;
  readonly requester?: string | undefined;
  readonly approver?: string | undefined;
}

/** A request in a list for reviewers. */
export interface ApprovalRow {
  readonly id: string;
  readonly source: string;
  readonly decisionId: string;
  readonly type: string;
  readonly subject: string | null;
  readonly state: string;
  readonly requesterId: string;
  readonly role: string | null;
  readonly eligible: number;
  readonly excluded: number;
  readonly createdAt: string;
  readonly deadline: string;
  readonly reminders: number;
  readonly approverId: string | null;
  readonly decidedAt: string | null;
}

/** A page of requests, the newest first. */
export async function listApprovals(
  { db }: Pick<Store, "db">,
  filter: ApprovalFilter,
  now: Date,
): Promise<{ readonly approvals: readonly ApprovalRow[]; readonly next?: string }> {
  const { state, source, subject, requester, approver, cursor } = filter;
  let query = db.selectFrom("approval").selectAll();
  // What is past its deadline is expired, also before its timer has fired.
  if (state === "open") query = query.where("state", "=", "open").where("deadline", ">", now);
  else if (state === "expired")
    query = query.where((eb) =>
      eb.or([eb("state", "=", "expired"), eb.and([eb("state", "=", "open"), eb("deadline", "<=", now)])]),
    );
  else if (state !== "any") query = query.where("state", "=", state);
  if (source !== undefined) query = query.where("source", "=", source);
  if (subject !== undefined) query = query.where("subject", "=", subject);
  if (requester !== undefined) query = query.where("requester", "=", requester);
  if (approver !== undefined) query = query.where("decided_by", "=", approver);
  if (cursor !== undefined) {
    const { place, key } = readKeyCursor(cursor, 1);
    const [before, [id = ""]] = [new Date(place), key];
    query = query.where((eb) =>
      eb.or([eb("created_at", "<", before), eb.and([eb("created_at", "=", before), eb("id", "<", id)])]),
    );
  }
  const found = await query
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(fetchLimit(filter))
    .execute();
  // `state` is checked by the table.
  const stored = found as unknown as readonly StoredApproval[];
  const { rows, ...next } = page(stored, filter, (row) => keyCursor(row.created_at.getTime(), row.id));
  return { approvals: rows.map((row) => rowOf(row, now)), ...next };
}

function rowOf(row: StoredApproval, now: Date): ApprovalRow {
  const judged = judgedOf(row);
  const eligible = judged.filter(({ reasons }) => reasons.length === 0).length;
  return {
    id: row.id,
    source: row.source,
    decisionId: row.decision,
    type: row.point,
    subject: row.subject,
    state: stateAt(row, now),
    requesterId: row.requester,
    role: requestOf(row).role ?? null,
    eligible,
    excluded: judged.length - eligible,
    createdAt: row.created_at.toISOString(),
    deadline: row.deadline.toISOString(),
    reminders: row.reminders,
    approverId: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}

/** One request with everything that a reviewer may see: why each candidate was left out, and by which relations. */
export async function showApproval(
  store: Pick<Store, "run">,
  id: string,
  now: Date,
): Promise<ApprovalRow & Record<string, unknown>> {
  const row = await findApproval(store, id);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no approval ${id}`);
  const request = requestOf(row);
  const judged = new Map(judgedOf(row).map((one) => [one.personId, one]));
  return {
    ...rowOf(row, now),
    draftHash: row.draft_hash,
    title: request.title,
    note: request.note ?? null,
    findings: request.findings ?? [],
    editors: request.editors ?? [],
    candidates: request.candidates.map((one) => ({ ...one, ...judged.get(one.personId) })),
    via: row.via,
    reason: row.reason,
    validUntil: row.valid_until?.toISOString() ?? null,
  };
}
