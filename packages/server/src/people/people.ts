import { randomBytes } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import { ownSource, type ProvableLog, type ServerEvent } from "../log/index.ts";
import { endSessions } from "../sessions/index.ts";
import { sha256 } from "../sha256.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { libraryId, operatorId, systemId } from "./actor.ts";
import { tellPerson } from "./tell-person.ts";

/** A person and a new token, which is shown this once. */
export interface IssuedToken {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string | null;
}

/** A registered person as the operator sees it. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** Tokens that work now. */
  readonly tokens: number;
}

/** What changing people needs. */
export interface PeopleOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
}

/** How long a token works, in hours. */
export interface TokenLife {
  readonly hours: number | undefined;
}

/** The start of every person's token. */
export const tokenPrefix = "probity_p_";

/** Ids that no person can have. */
export const isReserved = (id: string): boolean => id === operatorId || id === libraryId || id === systemId;

const makeToken = (): string => `${tokenPrefix}${randomBytes(32).toString("base64url")}`;

/** Registers a person and issues a token. Throws `PROBITY_E_PERSON_EXISTS`. The change is in the log (LO-7). */
export async function addPerson(
  options: PeopleOptions,
  person: { readonly id: string; readonly name: string },
  life: TokenLife,
  by: string,
): Promise<IssuedToken> {
  return await options.store.transaction(async (transaction) => {
    const now = new Date(options.clock());
    const added = await addPersonIn(transaction, person, { now, by });
    const issued = await insertToken(transaction, person.id, life, now);
    await options.log.logServerEvents(transaction, ownSource, [added]);
    return issued;
  });
}

/**
 * Registers a person without a token, with the caller's transaction. Gives what the caller has to log last in it. Throws
 * `PROBITY_E_PERSON_EXISTS`.
 */
export async function addPersonIn(
  { db }: Transaction,
  { id, name }: { readonly id: string; readonly name: string },
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<ServerEvent> {
  if (isReserved(id)) throw new ProbityError("PROBITY_E_PERSON_EXISTS", `the id ${id} is reserved`);
  const inserted = await db
    .insertInto("person")
    .values({ id, name, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows !== 1n)
    throw new ProbityError("PROBITY_E_PERSON_EXISTS", `person ${id}`);
  return changedEvent({ person: id, change: "added", by });
}

/** A person whom a directory names. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly isNew: boolean;
}

const addListed: Statement = {
  name: "people-add-listed",
  text: `insert into person (id, name, created_at)
    select id, name, $2::timestamptz from json_to_recordset($1::json) as t(id text, name text)
    on conflict (id) do update set name = excluded.name`,
};

/**
 * Registers people whom a directory names, without a token, and takes their names over. Gives what the caller has to log last
 * in its transaction. Throws `PROBITY_E_PERSON_EXISTS` for an id that is reserved.
 */
export async function registerPeopleIn(
  transaction: Transaction,
  people: readonly ListedPerson[],
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<readonly ServerEvent[]> {
  const reserved = people.find(({ id }) => isReserved(id));
  if (reserved !== undefined)
    throw new ProbityError("PROBITY_E_PERSON_EXISTS", `the id ${reserved.id} is reserved`);
  if (people.length === 0) return [];
  await transaction.run(addListed, [JSON.stringify(people), now.toISOString()]);
  return people.flatMap(({ id, isNew }) =>
    isNew ? [changedEvent({ person: id, change: "added", by })] : [],
  );
}

/** Issues another token; older ones stay. Throws for a person who is unknown or revoked. */
export async function issueToken(
  options: PeopleOptions,
  id: string,
  life: TokenLife,
  by: string,
): Promise<IssuedToken> {
  return await options.store.transaction(async (transaction) => {
    const person = await lockPerson(transaction, id);
    if (person.revoked_at !== null) throw new ProbityError("PROBITY_E_PERSON_REVOKED", `person ${id}`);
    const now = new Date(options.clock());
    const issued = await insertToken(transaction, id, life, now);
    await tellPerson(transaction, { person: id, change: "token", by }, now);
    await tell(options, transaction, { person: id, change: "token", by });
    return issued;
  });
}

/** Ends a person's access: none of the tokens works any more. What the person did stays in the log. */
export async function revokePerson(options: PeopleOptions, id: string, by: string): Promise<void> {
  await options.store.transaction(async (transaction) => {
    const person = await lockPerson(transaction, id);
    if (person.revoked_at !== null) return;
    const revokedAt = new Date(options.clock()).toISOString();
    await transaction.db.updateTable("person").set({ revoked_at: revokedAt }).where("id", "=", id).execute();
    await endSessions(transaction, id, undefined);
    await tell(options, transaction, { person: id, change: "revoked", by });
  });
}

/** Gives a person's access back. Tokens from before stay ended: whoever has one still must not come back with the person. */
export async function restorePerson(options: PeopleOptions, id: string, by: string): Promise<void> {
  await options.store.transaction(async (transaction) => {
    const person = await lockPerson(transaction, id);
    if (person.revoked_at === null) return;
    const ended = person.revoked_at.toISOString();
    await transaction.db
      .updateTable("person_token")
      .set({ expires_at: ended })
      .where("person", "=", id)
      .where((token) =>
        token.or([token("expires_at", "is", null), token("expires_at", ">", person.revoked_at)]),
      )
      .execute();
    await transaction.db.updateTable("person").set({ revoked_at: null }).where("id", "=", id).execute();
    await tell(options, transaction, { person: id, change: "restored", by });
  });
}

/** Every person by id. */
export async function listPeople(store: Store, now: Date): Promise<readonly PersonView[]> {
  const rows = await store.db
    .selectFrom("person")
    .selectAll()
    .select((eb) =>
      eb
        .selectFrom("person_token")
        .whereRef("person_token.person", "=", "person.id")
        .where((token) => token.or([token("expires_at", "is", null), token("expires_at", ">", now)]))
        .select((token) => token.fn.countAll<number>().as("n"))
        .as("tokens"),
    )
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    tokens: row.revoked_at === null ? (row.tokens ?? 0) : 0,
  }));
}

/**
 * Whether there are two people who could agree on something. Before, whoever sets the server up does so with the operator
 * token alone; after, changes of rules need two of them (RU-4).
 */
export async function hasTwoPeople(store: Pick<Store, "db">): Promise<boolean> {
  const rows = await store.db
    .selectFrom("person")
    .select("id")
    .where("revoked_at", "is", null)
    .limit(2)
    .execute();
  return rows.length === 2;
}

async function lockPerson({ db }: Transaction, id: string): Promise<{ readonly revoked_at: Date | null }> {
  const row = await db
    .selectFrom("person")
    .select("revoked_at")
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no person ${id}`);
  return row;
}

async function insertToken(
  { db }: Transaction,
  id: string,
  { hours }: TokenLife,
  now: Date,
): Promise<IssuedToken> {
  const token = makeToken();
  const expiresAt = hours === undefined ? null : new Date(now.getTime() + hours * 3_600_000).toISOString();
  const row = { sha256: sha256(token), person: id, created_at: now.toISOString(), expires_at: expiresAt };
  await db.insertInto("person_token").values(row).execute();
  return { id, token, expiresAt };
}

async function tell(
  { log }: PeopleOptions,
  transaction: Transaction,
  account: { readonly person: string; readonly change: string; readonly by: string },
): Promise<void> {
  await log.logServerEvents(transaction, ownSource, [changedEvent(account)]);
}

const changedEvent = (account: {
  readonly person: string;
  readonly change: string;
  readonly by: string;
}): ServerEvent => ({ type: "account.person.changed", data: { account } });
