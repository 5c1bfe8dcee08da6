import { type JsonObject, ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import type { ChangeRequest, RequestKind } from "../requests/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { checkException, demandNoParty, type ExceptionPayload } from "./ask.ts";

/** An exception as a person sees it. */
export interface ExceptionView {
  readonly id: string;
  readonly source: string;
  readonly rule: string;
  readonly scope: { readonly kind: string; readonly id: string };
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly requestedBy: string;
  readonly approvedBy: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
  readonly inForce: boolean;
}

const payloadOf = ({ payload }: ChangeRequest): ExceptionPayload =>
  // Stored by askForException.
  payload as unknown as ExceptionPayload;

/** Which source's log tells of an exception: its own, or the server's for one that holds everywhere. */
const logOf = (source: string): string => (source === "*" ? ownSource : source);

/** Granting an exception: the request's id becomes the exception's. */
export function exceptionKind(context: Context): RequestKind {
  return {
    permission: "rule.release",
    check: async (request, by) => {
      await checkException(context, payloadOf(request));
      await demandNoParty(context, payloadOf(request), by);
    },
    apply: async (transaction, request, by) => {
      const payload = payloadOf(request);
      const event = await grant(transaction, request, payload, { by, now: new Date(context.clock()) });
      return { source: logOf(payload.source), events: [event] };
    },
    done: (request) => releaseFor(context, payloadOf(request).source),
  };
}

async function grant(
  { db }: Transaction,
  { id, requestedBy }: ChangeRequest,
  { source, rule, scope, reason, validTo }: ExceptionPayload,
  { by, now }: { readonly by: string; readonly now: Date },
): Promise<ServerEvent> {
  const validFrom = now.toISOString();
  await db
    .insertInto("rule_exception")
    .values({
      id,
      source,
      rule,
      scope_kind: scope.kind,
      scope_id: scope.id,
      reason,
      valid_from: validFrom,
      valid_to: validTo,
      requested_by: requestedBy,
      approved_by: by,
    })
    .execute();
  const who = { scopeKind: scope.kind, scopeId: scope.id, requestedBy, approvedBy: by };
  return {
    type: "rule.exception.granted",
    data: { exception: { id, rule, reason, validFrom, validTo, ...who } },
  };
}

/** Releases the bundles that an exception changed. */
export async function releaseFor({ bundles }: Pick<Context, "bundles">, source: string): Promise<JsonObject> {
  if (source !== "*") return { source, bundleVersion: await bundles.release(source) };
  await bundles.releaseAll();
  return { source };
}

/** Ends an exception before its time; one person is enough for that. Throws `PROBITY_E_NOT_FOUND` when none is in force. */
export async function endException(
  { store, log, clock }: Pick<Context, "store" | "log" | "clock">,
  id: string,
  by: string,
  reason: string,
): Promise<string> {
  return await loggingTransaction(store, async (transaction) => {
    const now = new Date(clock());
    const row = await transaction.db
      .updateTable("rule_exception")
      .set({ ended_at: now.toISOString(), ended_by: by, end_reason: reason })
      .where("id", "=", id)
      .where("ended_at", "is", null)
      .where("valid_to", ">", now)
      .returning(["source", "rule"])
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no exception ${id} is in force`);
    const data = { exception: { id, rule: row.rule, by, reason } };
    await log.logServerEvents(transaction, logOf(row.source), [{ type: "rule.exception.ended", data }]);
    return row.source;
  });
}

/** Which exceptions to list. */
export interface ExceptionFilter {
  readonly source?: string | undefined;
  readonly rule?: string | undefined;
  /** Ended ones as well. */
  readonly all?: boolean | undefined;
}

/** Exceptions, those that end first at the top; at most 500. */
export async function listExceptions(
  { db }: Pick<Store, "db">,
  { source, rule, all = false }: ExceptionFilter,
  now: Date,
): Promise<readonly ExceptionView[]> {
  let query = db.selectFrom("rule_exception").selectAll().orderBy("valid_to").orderBy("id").limit(500);
  if (source !== undefined) query = query.where("source", "=", source);
  if (rule !== undefined) query = query.where("rule", "=", rule);
  if (!all) query = query.where("ended_at", "is", null).where("valid_to", ">", now);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    source: row.source,
    rule: row.rule,
    scope: { kind: row.scope_kind, id: row.scope_id },
    reason: row.reason,
    validFrom: row.valid_from.toISOString(),
    validTo: row.valid_to.toISOString(),
    requestedBy: row.requested_by,
    approvedBy: row.approved_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by,
    endReason: row.end_reason,
    inForce: row.ended_at === null && row.valid_to > now,
  }));
}
