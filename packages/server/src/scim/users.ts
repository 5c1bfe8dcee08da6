import type { JsonObject } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { entryEvent } from "../org/index.ts";
import { isReserved, registerPeopleIn, restorePerson, revokePerson } from "../people/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { ScimError } from "./error.ts";
import type { Filter } from "./filter.ts";
import type { ScimUser } from "./user.ts";

/** What provisioning works with. */
export type ScimContext = Pick<Context, "store" | "log" | "clock" | "newId">;

/** A person as the identity provider sees them. */
export interface StoredUser {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly revoked_at: Date | null;
  readonly user_name: string | null;
  readonly external_id: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly attributes: string | null;
  readonly changed_at: Date | null;
}

/** A part of a list. */
export interface Page<One> {
  readonly total: number;
  readonly found: readonly One[];
}

const visible = "from person p left join org_person o on o.person = p.id where o.removed_at is null";
const columns = `p.id, p.name, p.created_at, p.revoked_at, o.user_name, o.external_id, o.email, o.phone, o.attributes, o.changed_at`;
/** Null filters nothing; whoever was registered otherwise is named by the id. */
const fits = `($1::text is null or p.id = $1) and ($2::text is null or coalesce(o.user_name, lower(p.id)) = lower($2))
    and ($3::text is null or o.external_id = $3) and ($4::text is null or p.name = $4)`;

const count: Statement = {
  name: "scim-users-count",
  text: `select count(*)::int as total ${visible} and ${fits}`,
};
const page: Statement = {
  name: "scim-users",
  text: `select ${columns} ${visible} and ${fits} order by p.id limit $5 offset $6`,
};

const filterValues = (filter: Filter | undefined): readonly (string | null)[] =>
  ["id", "username", "externalid", "displayname"].map((name) =>
    filter?.attribute === name ? filter.value : null,
  );

/** A page of users by id. */
export async function listUsers(
  { store }: Pick<ScimContext, "store">,
  filter: Filter | undefined,
  { start, count: most }: { readonly start: number; readonly count: number },
): Promise<Page<StoredUser>> {
  const values = filterValues(filter);
  const [row] = await store.run<{ total: number }>(count, values);
  const found = most === 0 ? [] : await store.run<StoredUser>(page, [...values, most, start - 1]);
  return { total: row?.total ?? 0, found };
}

/** A user. Throws 404 for one that is not there, or was deleted. */
export async function getUser(runs: Pick<Transaction, "run">, id: string): Promise<StoredUser> {
  const [row] = await runs.run<StoredUser>(page, [id, null, null, null, 1, 0]);
  if (row === undefined) throw new ScimError(404, `no user ${id.slice(0, 100)}`);
  return row;
}

const taken: Statement = {
  name: "scim-user-taken",
  text: `select p.id ${visible} and coalesce(o.user_name, lower(p.id)) = lower($1) and p.id <> $2`,
};
const isPerson: Statement = { name: "scim-person", text: "select id from person where id = $1" };

const put: Statement = {
  name: "scim-put-user",
  text: `insert into org_person (person, email, phone, user_name, external_id, attributes, changed_at, changed_by)
    values ($1, $2, $3, lower($4), $5, $6, $7::timestamptz, $8)
    on conflict (person) do update set email = excluded.email, phone = excluded.phone, user_name = excluded.user_name,
      external_id = excluded.external_id, attributes = excluded.attributes, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`,
};

const remove: Statement = {
  name: "scim-remove-user",
  text: `insert into org_person (person, removed_at, changed_at, changed_by) values ($1, $2::timestamptz, $2::timestamptz, $3)
    on conflict (person) do update set removed_at = excluded.removed_at, changed_at = excluded.changed_at,
      changed_by = excluded.changed_by`,
};

/** Two identity providers at once: the second finds what the first did. */
const lock: Statement = { name: "scim-lock", text: "select revision from org_head where id = 1 for update" };

/** Registers a user; the user name is the id where it can be one. Throws 409 for a user name that somebody has. */
export async function createUser(context: ScimContext, user: ScimUser, by: string): Promise<string> {
  const { store, log, clock, newId } = context;
  const id = await loggingTransaction(store, async (transaction) => {
    await transaction.run(lock, []);
    await demandFree(transaction, user.userName, "");
    const chosen = await freeId(transaction, user.userName, newId);
    const people = [{ id: chosen, name: user.displayName, isNew: true }];
    const accounts = await registerPeopleIn(transaction, people, { now: new Date(clock()), by });
    await storeUser(context, transaction, chosen, user, by);
    const entry = entryEvent({ kind: "person", id: chosen, change: "added", fields: ["scim"] }, by);
    await log.logServerEvents(transaction, ownSource, [...accounts, entry]);
    return chosen;
  });
  if (!user.active) await revokePerson(context, id, by);
  return id;
}

/** Puts a user in the place of what was known of it. One that is not active any more loses its access first. */
export async function replaceUser(
  context: ScimContext,
  id: string,
  user: ScimUser,
  by: string,
): Promise<void> {
  const { store, log, clock } = context;
  const before = await getUser(store, id);
  if (!user.active && before.revoked_at === null) await revokePerson(context, id, by);
  await loggingTransaction(store, async (transaction) => {
    await transaction.run(lock, []);
    const known = await getUser(transaction, id);
    await demandFree(transaction, user.userName, id);
    const fields = changedFields(known, user);
    if (fields.length === 0) return;
    await registerPeopleIn(transaction, [{ id, name: user.displayName, isNew: false }], {
      now: new Date(clock()),
      by,
    });
    await storeUser(context, transaction, id, user, by);
    const entry = entryEvent({ kind: "person", id, change: "changed", fields }, by);
    await log.logServerEvents(transaction, ownSource, [entry]);
  });
  if (user.active && before.revoked_at !== null) await restorePerson(context, id, by);
}

/** Ends a user: without access, and not shown to the identity provider any more. What was done stays in the log. */
export async function deleteUser(context: ScimContext, id: string, by: string): Promise<void> {
  const { store, log, clock } = context;
  await getUser(store, id);
  await revokePerson(context, id, by);
  await loggingTransaction(store, async (transaction) => {
    await transaction.run(remove, [id, new Date(clock()).toISOString(), by]);
    const entry = entryEvent({ kind: "person", id, change: "removed", fields: ["scim"] }, by);
    await log.logServerEvents(transaction, ownSource, [entry]);
  });
}

async function storeUser(
  { clock }: Pick<ScimContext, "clock">,
  transaction: Transaction,
  id: string,
  user: ScimUser,
  by: string,
): Promise<void> {
  const { email, phone, userName, externalId, attributes } = user;
  const at = new Date(clock()).toISOString();
  await transaction.run(put, [id, email, phone, userName, externalId, JSON.stringify(attributes), at, by]);
}

async function demandFree(transaction: Transaction, userName: string, id: string): Promise<void> {
  const [row] = await transaction.run(taken, [userName, id]);
  if (row !== undefined) throw new ScimError(409, "somebody has this userName", "uniqueness");
}

async function freeId(transaction: Transaction, userName: string, newId: () => string): Promise<string> {
  if (!/^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$/.test(userName) || isReserved(userName)) return newId();
  const [row] = await transaction.run(isPerson, [userName]);
  return row === undefined ? userName : newId();
}

function changedFields(known: StoredUser, user: ScimUser): readonly string[] {
  const same: Readonly<Record<string, boolean>> = {
    userName: known.user_name === user.userName.toLowerCase(),
    externalId: known.external_id === user.externalId,
    name: known.name === user.displayName,
    attributes: known.attributes === JSON.stringify(user.attributes),
    email: known.email === user.email,
    phone: known.phone === user.phone,
  };
  return Object.keys(same).filter((name) => same[name] === false);
}

/** The document that a PATCH starts from. */
export function documentOf(user: StoredUser): JsonObject {
  // Written by readUser.
  const attributes = JSON.parse(user.attributes ?? "{}") as JsonObject;
  return {
    ...attributes,
    userName: attributes["userName"] ?? user.user_name ?? user.id,
    displayName: attributes["displayName"] ?? user.name,
    ...(user.external_id === null ? {} : { externalId: user.external_id }),
    ...(user.email === null || attributes["emails"] !== undefined
      ? {}
      : { emails: [{ value: user.email, type: "work", primary: true }] }),
    ...(user.phone === null || attributes["phoneNumbers"] !== undefined
      ? {}
      : { phoneNumbers: [{ value: user.phone, type: "work" }] }),
    active: user.revoked_at === null,
  };
}
