import { type JsonObject, ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import type { Actor } from "../people/index.ts";
import { type ChangeRequest, openRequest, type RequestKind } from "../requests/index.ts";
import type { Transaction } from "../store/index.ts";
import { wordsOf } from "./grant-in-words.ts";
import { guardedRoles, type Role } from "./roles.ts";
import { demandUnit } from "./scope.ts";
import { needsSecond } from "./second-person.ts";

/** What giving and taking roles needs. */
export type GrantContext = Pick<Context, "store" | "log" | "clock" | "newId">;

/** A role to be given. */
export interface GrantOrder {
  readonly holder: string;
  readonly holderKind: "person" | "service";
  readonly role: Role;
  readonly unit: string | null;
  /** RFC 3339. */
  readonly from: string;
  readonly until: string | null;
}

/** A role was given, or waits for another person's agreement. */
export type GrantAnswer = { readonly grant: { readonly id: string } } | { readonly request: ChangeRequest };

/**
 * Gives a role for a time. Nobody gives one to themselves; the roles that reach far take a second person as soon as there is
 * one to ask. Throws `PROBITY_E_FOUR_EYES`, `PROBITY_E_NOT_FOUND` for an unknown holder or unit, `PROBITY_E_REQUEST` for a time
 * that is over.
 */
export async function giveGrant(
  context: GrantContext,
  order: GrantOrder,
  actor: Actor,
): Promise<GrantAnswer> {
  if (order.holderKind === "person" && order.holder === actor.id)
    throw new ProbityError("PROBITY_E_FOUR_EYES", "nobody gives a role to themselves");
  await checkOrder(context, order);
  if (guardedRoles.has(order.role) && (await needsSecond(context, actor, order.holder)))
    return { request: await ask(context, order, actor.id) };
  const id = await loggingTransaction(context.store, async (transaction) => {
    const { grant, event } = await insert(context, transaction, order, { by: actor.id });
    await context.log.logServerEvents(transaction, ownSource, [event]);
    return grant;
  });
  return { grant: { id } };
}

/** Takes a role away at once. Again changes nothing. Throws `PROBITY_E_NOT_FOUND`. */
export async function takeGrant({ store, log, clock }: GrantContext, id: string, by: string): Promise<void> {
  await loggingTransaction(store, async (transaction) => {
    const row = await transaction.db
      .selectFrom("access_grant")
      .selectAll()
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no grant ${id}`);
    if (row.revoked_at !== null) return;
    const revoked = { revoked_at: new Date(clock()).toISOString(), revoked_by: by };
    await transaction.db.updateTable("access_grant").set(revoked).where("id", "=", id).execute();
    const { holder, role, unit } = row;
    const grant = { id, holder, holderKind: row.holder_kind, role, change: "taken", by };
    const data = { grant: unit === null ? grant : { ...grant, unit } };
    await log.logServerEvents(transaction, ownSource, [{ type: "account.grant.changed", data }]);
  });
}

/** What agreeing to a role for somebody does. */
export const grantKind = (context: GrantContext): RequestKind => ({
  permission: "account.agree",
  check: (request) => checkOrder(context, orderOf(request)),
  apply: async (transaction, request, agreedBy) => {
    const order = orderOf(request);
    if (order.holderKind === "person" && order.holder === agreedBy)
      throw new ProbityError("PROBITY_E_FOUR_EYES", "nobody agrees to a role of their own");
    const made = await insert(context, transaction, order, { by: request.requestedBy, agreedBy });
    return { source: ownSource, events: [made.event] };
  },
  done: (request) => Promise.resolve({ holder: orderOf(request).holder, role: orderOf(request).role }),
});

async function ask(context: GrantContext, order: GrantOrder, by: string): Promise<ChangeRequest> {
  return await openRequest(context, {
    kind: "grant",
    target: order.holder,
    baseVersion: null,
    payload: { ...order },
    summary: [wordsOf(order)],
    reason: null,
    requestedBy: by,
  });
}

const orderOf = ({ payload }: ChangeRequest): GrantOrder =>
  // Stored by ask.
  payload as unknown as GrantOrder;

async function checkOrder({ store: { db }, clock }: GrantContext, order: GrantOrder): Promise<void> {
  const { holder, holderKind, unit, until, from } = order;
  if (until !== null && !(Date.parse(until) > Math.max(clock(), Date.parse(from))))
    throw new ProbityError("PROBITY_E_REQUEST", "the end is before the beginning, or over");
  const table = holderKind === "person" ? "person" : "service_token";
  const { rows } =
    await sql`select 1 from ${sql.table(table)} where id = ${holder} and revoked_at is null`.execute(db);
  if (rows.length === 0) throw new ProbityError("PROBITY_E_NOT_FOUND", `no ${holderKind} ${holder}`);
  if (unit !== null) await demandUnit(db, unit);
}

async function insert(
  { clock, newId }: GrantContext,
  { db }: Transaction,
  order: GrantOrder,
  { by, agreedBy }: { readonly by: string; readonly agreedBy?: string },
): Promise<{ readonly grant: string; readonly event: ServerEvent }> {
  const id = newId();
  const { holder, holderKind, role, unit, from, until } = order;
  await db
    .insertInto("access_grant")
    .values({
      id,
      holder,
      holder_kind: holderKind,
      role,
      unit,
      from_at: from,
      until_at: until,
      granted_by: by,
      agreed_by: agreedBy ?? null,
      granted_at: new Date(clock()).toISOString(),
    })
    .execute();
  const grant: JsonObject = {
    id,
    holder,
    holderKind,
    role,
    from,
    change: "given",
    by,
    ...(unit !== null && { unit }),
    ...(until !== null && { until }),
    ...(agreedBy !== undefined && { agreedBy }),
  };
  return { grant: id, event: { type: "account.grant.changed", data: { grant } } };
}
