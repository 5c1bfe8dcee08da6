import { type JsonObject, ProbityError } from "@probity/contracts";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import { type Actor, tellPerson } from "../people/index.ts";
import { type ChangeRequest, openRequest, type RequestKind } from "../requests/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { wordsOf } from "./grant-in-words.ts";
import { guardedRoles, type Role } from "./roles.ts";
import { demandUnit } from "./scope.ts";
import { needsSecond } from "./second-person.ts";

/** What giving and taking roles needs. */
export type GrantContext = Pick<Context, "store" | "log" | "clock" | "newId">;

/** Who can be given a role. A group of the identity provider passes it on to everybody who is in it. */
export type HolderKind = "person" | "service" | "group";

/** A role to be given. */
export interface GrantOrder {
  readonly holder: string;
  readonly holderKind: HolderKind;
  readonly role: Role;
  readonly unit: string | null;
  /** RFC 3339. */
  readonly from: string;
  readonly until: string | null;
}

/** A role was given, or waits for another person's agreement. */
export type GrantAnswer = { readonly grant: { readonly id: string } } | { readonly request: ChangeRequest };

/**
 * Gives a role for a time. Nobody gives one to themselves; the roles that reach far, and every role of a group, take a second
 * person as soon as there is one to ask. A group has no role that takes two persons to give: one alone says who is in it. Throws `PROBITY_E_FOUR_EYES`, `PROBITY_E_NOT_FOUND` for an unknown holder or unit, `PROBITY_E_REQUEST` for a time
 * that is over.
 */
export async function giveGrant(
  context: GrantContext,
  order: GrantOrder,
  actor: Actor,
): Promise<GrantAnswer> {
  await demandNotOwn(context.store, order, actor.id, "nobody gives a role to themselves");
  await checkOrder(context, order);
  const reachesFar = guardedRoles.has(order.role) || order.holderKind === "group";
  if (reachesFar && (await needsSecond(context, actor, order.holder)))
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
    await demandNotOwn(transaction, order, agreedBy, "nobody agrees to a role of their own");
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

const member: Statement = {
  name: "access-member",
  text: "select 1 from org_group where id = $1 and removed_at is null and strpos(members, to_json($2::text)::text) > 0",
};

/** Throws `PROBITY_E_FOUR_EYES` where a role would be the own one of a person. */
async function demandNotOwn(
  runs: Pick<Transaction, "run">,
  { holder, holderKind }: GrantOrder,
  person: string,
  message: string,
): Promise<void> {
  const isOwn =
    holderKind === "group"
      ? (await runs.run(member, [holder, person])).length > 0
      : holderKind === "person" && holder === person;
  if (isOwn) throw new ProbityError("PROBITY_E_FOUR_EYES", message);
}

/** What holders are kept in, and by which column they are over. */
const holders: Readonly<Record<HolderKind, readonly [table: string, end: string]>> = {
  person: ["person", "revoked_at"],
  service: ["service_token", "revoked_at"],
  group: ["org_group", "removed_at"],
};

async function checkOrder({ store: { db }, clock }: GrantContext, order: GrantOrder): Promise<void> {
  const { holder, holderKind, role, unit, until, from } = order;
  if (holderKind === "group" && guardedRoles.has(role))
    throw new ProbityError("PROBITY_E_REQUEST", `the role ${role} is given to persons, not to groups`);
  if (until !== null && !(Date.parse(until) > Math.max(clock(), Date.parse(from))))
    throw new ProbityError("PROBITY_E_REQUEST", "the end is before the beginning, or over");
  const [table, end] = holders[holderKind];
  const { rows } =
    await sql`select 1 from ${sql.table(table)} where id = ${holder} and ${sql.ref(end)} is null`.execute(db);
  if (rows.length === 0) throw new ProbityError("PROBITY_E_NOT_FOUND", `no ${holderKind} ${holder}`);
  if (unit !== null) await demandUnit(db, unit);
}

async function insert(
  { clock, newId }: GrantContext,
  transaction: Transaction,
  order: GrantOrder,
  { by, agreedBy }: { readonly by: string; readonly agreedBy?: string },
): Promise<{ readonly grant: string; readonly event: ServerEvent }> {
  const [id, now] = [newId(), new Date(clock())];
  const { holder, holderKind, role, unit, from, until } = order;
  await transaction.db
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
      granted_at: now.toISOString(),
    })
    .execute();
  if (holderKind === "person") await tellPerson(transaction, { person: holder, change: "role", by }, now);
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
