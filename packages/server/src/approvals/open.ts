import { type ApprovalRequest, type JsonObject, ProbityError } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Context } from "../context.ts";
import type { LinkGraph } from "../links/index.ts";
import { loggingTransaction } from "../log/index.ts";
import { notify } from "../notify/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Transaction } from "../store/index.ts";
import { judgedOf, type StoredApproval, stateAt, toldReason } from "./approval.ts";
import { requestedEvent } from "./events.ts";
import { involvedIn } from "./involved.ts";
import { judge, type Judged, personKey } from "./judge.ts";
import { makeLinks } from "./links.ts";
import { approvalNotice } from "./notices.ts";
import { demandFitting, findPrecheck } from "./precheck.ts";
import { findApprovalOf, insertApproval } from "./store-approvals.ts";

const hour = 3_600_000;
const defaultHours = 24;
const leastMs = 5 * 60_000;
const mostMs = 30 * 24 * hour;
/** An act may be done at least so long after it was agreed to. */
export const actMs: number = 30 * 60_000;

/** A request as it is after the call. */
export interface OpenedApproval {
  readonly row: StoredApproval;
  /** False for a repetition. */
  readonly created: boolean;
  /** New links, by person; empty when the request is closed. */
  readonly paths: ReadonlyMap<string, string>;
}

type Parts = Pick<Context, "store" | "log" | "links" | "clock" | "newId" | "scorer">;

/**
 * Asks for a second approver, once for each pre-check: judges the candidates, stores the request with links for those who
 * may decide, and logs it (PC-7). The same request again gets new links. Throws `PROBITY_E_APPROVAL_STATE` where the
 * pre-check asked for no such thing, is closed or has another request, and `PROBITY_E_APPROVAL_NOBODY`.
 */
export async function openApproval(
  context: Parts,
  source: string,
  request: ApprovalRequest,
): Promise<OpenedApproval> {
  const hash = hashOf(request);
  demandDistinct(request);
  const graph = await context.links.graph();
  const opened = await loggingTransaction(context.store, async (transaction) => {
    const known = await findApprovalOf(transaction, source, request.decisionId);
    const made = known ?? (await create(transaction, context, { source, request, hash, graph }));
    if (made !== undefined) return await answer(transaction, context, made, hash, known === undefined);
    // Somebody else was faster, and has committed.
    const other = await findApprovalOf(transaction, source, request.decisionId);
    if (other === undefined) throw new Error("an approval vanished");
    return await answer(transaction, context, other, hash, false);
  });
  // It arms the timers and prolongs the hold.
  if (opened.created) context.scorer.wake();
  return opened;
}

function hashOf(request: ApprovalRequest): string {
  // Validated JSON; its type only lacks the index signature.
  return sha256Hex(canonicalJson(request as unknown as JsonObject));
}

function demandDistinct({ candidates }: ApprovalRequest): void {
  const keys = candidates.map(({ personId }) => personKey(personId));
  if (new Set(keys).size < keys.length || keys.includes(""))
    throw new ProbityError("PROBITY_E_REQUEST", "candidates must be different persons");
}

interface Asked {
  readonly source: string;
  readonly request: ApprovalRequest;
  readonly hash: string;
  readonly graph: LinkGraph;
}

/** Stores and logs it; undefined when there is one already. The last act is the log's. */
async function create(
  transaction: Transaction,
  { log, clock, newId }: Parts,
  { source, request, hash, graph }: Asked,
): Promise<StoredApproval | undefined> {
  const now = new Date(clock());
  const { type: point, payloadDigest, decisionId, requesterId } = request;
  const precheck = await findPrecheck(transaction, source, decisionId);
  demandFitting(precheck, { point, draft_hash: payloadDigest });
  const subjects = [
    ...new Set([request.subject, precheck?.subject].filter((one) => typeof one === "string")),
  ];
  const involved = await involvedIn(transaction, request, { source, subjects });
  const judged = request.candidates.map((one) => judge(one, involved, graph, now.getTime()));
  demandSomebody(judged);
  const waitMs = Math.min(Math.max((request.deadlineHours ?? defaultHours) * hour, leastMs), mostMs);
  const deadline = new Date(now.getTime() + waitMs);
  const row = await insertApproval(transaction, {
    id: newId(),
    source,
    decision: decisionId,
    point,
    subject: precheck?.subject ?? request.subject ?? null,
    draft_hash: payloadDigest,
    requester: requesterId,
    request_hash: hash,
    request: JSON.stringify(request),
    judged: JSON.stringify(judged),
    created_at: now,
    deadline,
  });
  if (row === undefined) return undefined;
  await notify(transaction, [approvalNotice(row)], now);
  const { role, unitId } = request;
  const holdUntil = new Date(deadline.getTime() + actMs);
  await log.logServerEvents(transaction, source, [requestedEvent(row, judged, { role, unitId, holdUntil })]);
  return row;
}

function demandSomebody(judged: readonly Judged[]): void {
  if (judged.some(({ reasons }) => reasons.length === 0)) return;
  const errors = judged.map(({ reasons: [reason = "requester"] }, index) => ({
    path: `/candidates/${index}`,
    message: toldReason(reason),
  }));
  throw new ProbityError("PROBITY_E_APPROVAL_NOBODY", "", { errors });
}

async function answer(
  transaction: Transaction,
  { clock }: Parts,
  row: StoredApproval,
  hash: string,
  created: boolean,
): Promise<OpenedApproval> {
  if (row.request_hash !== hash)
    throw new ProbityError("PROBITY_E_APPROVAL_STATE", `approval ${row.id} was asked for otherwise`);
  const now = new Date(clock());
  if (stateAt(row, now) !== "open") return { row, created, paths: new Map() };
  const eligible = judgedOf(row).filter(({ reasons }) => reasons.length === 0);
  const paths = await makeLinks(
    transaction,
    row.id,
    eligible.map(({ personId }) => personId),
    now,
  );
  return { row, created, paths };
}
