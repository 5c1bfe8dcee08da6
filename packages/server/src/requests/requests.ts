import { type JsonObject, type LocalizedText, ProbityError } from "@probity/contracts";
import { systemId } from "../people/index.ts";
import { type Granted, isOneWith, type Permission } from "../access/index.ts";
import { loggingTransaction, type ProvableLog, type ServerEvent } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";

/** Something that one person asked for and another one decides. */
export interface ChangeRequest {
  readonly id: string;
  /** `bindings`, `exception` or `grant`. */
  readonly kind: string;
  /** The source that it is about; `*` for all. Of a grant: who gets it. */
  readonly target: string;
  /** Version of what it changes; it can only be approved while that is the newest. */
  readonly baseVersion: number | null;
  readonly payload: JsonObject;
  /** The change in words. */
  readonly summary: readonly LocalizedText[];
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly expiresAt: string;
  readonly state: "open" | "approved" | "rejected" | "expired";
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
  /** `system` where the server proposed it; the first person to agree takes it over. */
  readonly proposedBy: string | null;
}

/** What approving a kind of request does. */
export interface RequestKind {
  /** What whoever decides must be allowed. */
  readonly permission: Permission;
  /** Before the transaction: throws when the request is not valid any more, or nothing for this person to decide. */
  check(request: ChangeRequest, by: string): Promise<void>;
  /** In the deciding transaction, without taking the log's locks: the events that it returns are logged last. */
  apply(
    transaction: Transaction,
    request: ChangeRequest,
    by: string,
  ): Promise<{ readonly source: string; readonly events: readonly ServerEvent[] }>;
  /** After the commit: puts it in force and says what to tell whoever approved. */
  done(request: ChangeRequest): Promise<JsonObject>;
}

/** What requests work with. */
export interface RequestOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
  readonly newId: () => string;
}

/** A request before it is stored. */
export type NewRequest = Pick<
  ChangeRequest,
  "kind" | "target" | "baseVersion" | "payload" | "summary" | "reason" | "requestedBy"
>;

/** Nobody decides about what was asked longer ago than this. */
const validDays = 14;

/** Stores a request, open until it is decided or 14 days have passed. */
export async function openRequest(
  { store, clock, newId }: Pick<RequestOptions, "store" | "clock" | "newId">,
  request: NewRequest,
): Promise<ChangeRequest> {
  return await openRequestIn(store, newId(), new Date(clock()), request);
}

/** The same in the caller's transaction; a request of the server says so. */
export async function openRequestIn(
  target: Pick<Transaction, "db">,
  id: string,
  now: Date,
  request: NewRequest & { readonly proposedBy?: string | undefined },
): Promise<ChangeRequest> {
  await target.db
    .insertInto("change_request")
    .values({
      id,
      kind: request.kind,
      target: request.target,
      base_version: request.baseVersion,
      payload: JSON.stringify(request.payload),
      summary: JSON.stringify(request.summary),
      reason: request.reason,
      requested_by: request.requestedBy,
      requested_at: now.toISOString(),
      expires_at: new Date(now.getTime() + validDays * 86_400_000).toISOString(),
      state: "open",
      proposed_by: request.proposedBy ?? null,
    })
    .execute();
  return await getRequest(target, id, now);
}

/** One request. Throws `PROBITY_E_NOT_FOUND`. */
export async function getRequest(store: Pick<Store, "db">, id: string, now: Date): Promise<ChangeRequest> {
  const row = await store.db.selectFrom("change_request").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no request ${id}`);
  return viewOf(row, now);
}

/** Which requests to list. */
export interface RequestFilter {
  readonly kind?: string | undefined;
  readonly source?: string | undefined;
  /** Decided and expired ones as well. */
  readonly all?: boolean | undefined;
}

/** Requests, the newest first; at most 200. */
export async function listRequests(
  store: Pick<Store, "db">,
  { kind, source, all = false }: RequestFilter,
  now: Date,
): Promise<readonly ChangeRequest[]> {
  let query = store.db
    .selectFrom("change_request")
    .selectAll()
    .orderBy("requested_at", "desc")
    .orderBy("id")
    .limit(200);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (source !== undefined) query = query.where("target", "=", source);
  if (!all) query = query.where("state", "=", "open").where("expires_at", ">", now);
  return (await query.execute()).map((row) => viewOf(row, now));
}

/**
 * Lets another person agree: what was asked for is done in the same transaction as the decision, and logged. What the
 * server proposed the first person takes over, as whoever asked for it, and another one decides. Throws
 * `PROBITY_E_FOUR_EYES` for whoever asked, and `PROBITY_E_REQUEST_STATE` for a request that is decided, expired or outdated.
 */
export async function approveRequest(
  { store, log, clock }: RequestOptions,
  kind: RequestKind,
  id: string,
  granted: Pick<Granted, "id" | "oneWith">,
): Promise<JsonObject> {
  const by = granted.id;
  const seen = await getRequest(store, id, new Date(clock()));
  demandOpen(seen);
  if (seen.requestedBy === systemId) return await takeOver(store, seen, by);
  if (isOneWith(granted, seen.requestedBy))
    throw new ProbityError("PROBITY_E_FOUR_EYES", `${by} asked for it`);
  await kind.check(seen, by);
  await loggingTransaction(store, async (transaction) => {
    await decide(transaction, id, { state: "approved", by, reason: null }, new Date(clock()));
    const { source, events } = await kind.apply(transaction, seen, by);
    await log.logServerEvents(transaction, source, events);
  });
  return await kind.done(seen);
}

/** The first of the two people that a proposal of the server takes. */
async function takeOver(store: Pick<Store, "db">, { id }: ChangeRequest, by: string): Promise<JsonObject> {
  const result = await store.db
    .updateTable("change_request")
    .set({ requested_by: by })
    .where("id", "=", id)
    .where("state", "=", "open")
    .where("requested_by", "=", systemId)
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return { state: "open", requestedBy: by };
  throw new ProbityError("PROBITY_E_REQUEST_STATE", `somebody else has taken over request ${id}`);
}

/** Ends a request without doing it; whoever asked may do so as well. Throws `PROBITY_E_REQUEST_STATE`. */
export async function rejectRequest(
  { store, clock }: Pick<RequestOptions, "store" | "clock">,
  id: string,
  by: string,
  reason: string,
): Promise<void> {
  demandOpen(await getRequest(store, id, new Date(clock())));
  await store.transaction((transaction) =>
    decide(transaction, id, { state: "rejected", by, reason }, new Date(clock())),
  );
}

function demandOpen({ id, state }: ChangeRequest): void {
  if (state !== "open") throw new ProbityError("PROBITY_E_REQUEST_STATE", `request ${id} is ${state}`);
}

async function decide(
  { db }: Transaction,
  id: string,
  {
    state,
    by,
    reason,
  }: { readonly state: "approved" | "rejected"; readonly by: string; readonly reason: string | null },
  now: Date,
): Promise<void> {
  const result = await db
    .updateTable("change_request")
    .set({ state, decided_by: by, decided_at: now.toISOString(), decision_reason: reason })
    .where("id", "=", id)
    .where("state", "=", "open")
    .executeTakeFirst();
  // Somebody else decided a moment ago.
  if (result.numUpdatedRows !== 1n)
    throw new ProbityError("PROBITY_E_REQUEST_STATE", `request ${id} is decided`);
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly base_version: number | null;
  readonly payload: string;
  readonly summary: string;
  readonly reason: string | null;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly state: "open" | "approved" | "rejected";
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly decision_reason: string | null;
  readonly proposed_by: string | null;
}

function viewOf(row: Row, now: Date): ChangeRequest {
  return {
    id: row.id,
    kind: row.kind,
    target: row.target,
    baseVersion: row.base_version,
    // Both were written by openRequest.
    payload: JSON.parse(row.payload) as JsonObject,
    summary: JSON.parse(row.summary) as readonly LocalizedText[],
    reason: row.reason,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    state: row.state === "open" && row.expires_at <= now ? "expired" : row.state,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    decisionReason: row.decision_reason,
    proposedBy: row.proposed_by,
  };
}
