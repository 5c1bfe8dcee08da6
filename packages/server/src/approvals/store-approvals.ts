import type { ApprovalState } from "@probity/contracts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { StoredApproval } from "./approval.ts";

type Runs = Pick<Store | Transaction, "run">;

const insert: Statement = {
  name: "approval-insert",
  text: `insert into approval (id, source, decision, point, subject, draft_hash, requester, request_hash, request, judged,
      created_at, deadline)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (source, decision) do nothing returning *`,
};

const byId: Statement = { name: "approval-get", text: "select * from approval where id = $1" };
const lockById: Statement = {
  name: "approval-lock",
  text: "select * from approval where id = $1 for update",
};
const byDecision: Statement = {
  name: "approval-of-decision",
  text: "select * from approval where source = $1 and decision = $2",
};

const close: Statement = {
  name: "approval-close",
  text: `update approval set state = $2, decided_by = $3, via = $4, reason = $5, decided_at = $6, valid_until = $7
    where id = $1 and state = 'open' returning *`,
};

/** A request that is not stored yet. */
export type NewApproval = Pick<
  StoredApproval,
  | "id"
  | "source"
  | "decision"
  | "point"
  | "subject"
  | "draft_hash"
  | "requester"
  | "request_hash"
  | "request"
  | "judged"
  | "created_at"
  | "deadline"
>;

/** Stores a request; undefined when there is one for its pre-check. */
export async function insertApproval(
  transaction: Runs,
  row: NewApproval,
): Promise<StoredApproval | undefined> {
  const [stored] = await transaction.run<StoredApproval>(insert, [
    row.id,
    row.source,
    row.decision,
    row.point,
    row.subject,
    row.draft_hash,
    row.requester,
    row.request_hash,
    row.request,
    row.judged,
    row.created_at.toISOString(),
    row.deadline.toISOString(),
  ]);
  return stored;
}

/** A request by its id. */
export async function findApproval(store: Runs, id: string): Promise<StoredApproval | undefined> {
  return (await store.run<StoredApproval>(byId, [id]))[0];
}

/** A request by its id, locked against whoever else decides about it. */
export async function lockApproval(
  transaction: Transaction,
  id: string,
): Promise<StoredApproval | undefined> {
  return (await transaction.run<StoredApproval>(lockById, [id]))[0];
}

/** The request for a pre-check. */
export async function findApprovalOf(
  store: Runs,
  source: string,
  decision: string,
): Promise<StoredApproval | undefined> {
  return (await store.run<StoredApproval>(byDecision, [source, decision]))[0];
}

/** How a request ends. */
export interface ApprovalEnd {
  readonly state: Exclude<ApprovalState, "open">;
  readonly by: string | null;
  readonly via: string | null;
  readonly reason: string | null;
  readonly at: Date;
  readonly validUntil: Date | null;
}

/** Ends an open request; undefined when it is not open any more. */
export async function closeApproval(
  transaction: Transaction,
  id: string,
  { state, by, via, reason, at, validUntil }: ApprovalEnd,
): Promise<StoredApproval | undefined> {
  const values = [id, state, by, via, reason, at.toISOString(), validUntil?.toISOString() ?? null];
  return (await transaction.run<StoredApproval>(close, values))[0];
}
