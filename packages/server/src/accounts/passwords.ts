import { randomBytes } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import { addPersonIn, tellPerson } from "../people/index.ts";
import { endSessions } from "../sessions/index.ts";
import { sha256 } from "../sha256.ts";
import type { Transaction } from "../store/index.ts";
import { attemptKeys, beginAttempt, clearAttempt } from "./attempts.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { checkPassword } from "./password-rules.ts";
import { logSignIn } from "./log-sign-in.ts";

/** What changing passwords needs. */
export type PasswordContext = Pick<Context, "store" | "log" | "clock">;

const resetPrefix = "probity_r_";
const resetHours = 24;

/** The means to set a password. */
export interface IssuedReset {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

/**
 * Takes a person's password away, ends the sessions, and makes a token with which the person sets a new one, once, within a
 * day. The first password comes the same way, so that nobody but its owner ever knows one. Throws for a person who is unknown
 * or revoked.
 */
export async function resetPassword(
  { store, log, clock }: PasswordContext,
  person: string,
  by: string,
): Promise<IssuedReset> {
  return await loggingTransaction(store, async (transaction) => {
    const known = await transaction.db
      .selectFrom("person")
      .select("revoked_at")
      .where("id", "=", person)
      .forUpdate()
      .executeTakeFirst();
    if (known === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no person ${person}`);
    if (known.revoked_at !== null) throw new ProbityError("PROBITY_E_PERSON_REVOKED", `person ${person}`);
    const issued = await issueReset(transaction, person, clock());
    await endSessions(transaction, person, undefined);
    await tellPerson(transaction, { person, change: "password_reset", by }, new Date(clock()));
    await tell(log, transaction, person, "password_reset", by);
    return issued;
  });
}

/**
 * Registers a person and makes the token for the first password, both or neither: nobody stands in the list who was never given
 * the means to sign in. Throws `PROBITY_E_PERSON_EXISTS`.
 */
export async function openAccount(
  { store, log, clock }: PasswordContext,
  person: { readonly id: string; readonly name: string },
  by: string,
): Promise<IssuedReset> {
  return await loggingTransaction(store, async (transaction) => {
    const now = new Date(clock());
    const added = await addPersonIn(transaction, person, { now, by });
    const issued = await issueReset(transaction, person.id, now.getTime());
    await log.logServerEvents(transaction, ownSource, [added, changedEvent(person.id, "password_reset", by)]);
    return issued;
  });
}

async function issueReset({ db }: Transaction, person: string, now: number): Promise<IssuedReset> {
  const token = `${resetPrefix}${randomBytes(32).toString("base64url")}`;
  const expiresAt = new Date(now + resetHours * 3_600_000).toISOString();
  const reset = {
    password: null,
    password_at: null,
    reset_sha256: sha256(token),
    reset_expires_at: expiresAt,
  };
  await db
    .insertInto("local_account")
    .values({ person, ...reset })
    .onConflict((conflict) => conflict.column("person").doUpdateSet(reset))
    .execute();
  return { id: person, token, expiresAt };
}

/** Sets a password with a token of {@link resetPassword}, which works once. Throws `PROBITY_E_SIGN_IN`, `PROBITY_E_PASSWORD`. */
export async function redeemReset(
  { store, log, clock }: PasswordContext,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<{ readonly id: string }> {
  const find = async (): Promise<{ readonly person: string; readonly name: string } | undefined> =>
    await store.db
      .selectFrom("local_account")
      .innerJoin("person", "person.id", "local_account.person")
      .select(["local_account.person", "person.name"])
      .where("reset_sha256", "=", sha256(token))
      .where("reset_expires_at", ">", new Date(clock()))
      .where("person.revoked_at", "is", null)
      .executeTakeFirst();
  const account = token.startsWith(resetPrefix) ? await find() : undefined;
  if (account === undefined)
    throw new ProbityError("PROBITY_E_SIGN_IN", "the token is unknown, used or over");
  const { person, name } = account;
  checkPassword(password, [person, name]);
  const hashed = await hashPassword(password);
  await loggingTransaction(store, async (transaction) => {
    const changed = await transaction.db
      .updateTable("local_account")
      .set({
        password: hashed,
        password_at: new Date(clock()).toISOString(),
        reset_sha256: null,
        reset_expires_at: null,
      })
      .where("reset_sha256", "=", sha256(token))
      .executeTakeFirst();
    // Another request was faster with the same token.
    if (changed.numUpdatedRows !== 1n)
      throw new ProbityError("PROBITY_E_SIGN_IN", "the token is unknown, used or over");
    await clearAttempt(transaction, attemptKeys(person, true, ""));
    await tell(log, transaction, person, "password", person);
  });
  return { id: person };
}

/**
 * Changes the password of who asks and ends the other sessions. Wrong old passwords count as failed sign-ins: a browser left
 * open is no place to guess them. Throws `PROBITY_E_SIGN_IN`, `PROBITY_E_SIGN_IN_WAIT`, `PROBITY_E_PASSWORD`.
 */
export async function changePassword(
  { store, log, clock }: PasswordContext,
  who: { readonly person: string; readonly session: string | undefined; readonly address: string },
  { old, password }: { readonly old: string; readonly password: string },
): Promise<void> {
  const { person, session, address } = who;
  const account = await store.db
    .selectFrom("person")
    .leftJoin("local_account", "local_account.person", "person.id")
    .select(["person.name", "local_account.password"])
    .where("person.id", "=", person)
    .executeTakeFirstOrThrow();
  checkPassword(password, [person, account.name]);
  const keys = attemptKeys(person, true, address);
  const { locks } = await beginAttempt(store, keys, new Date(clock()));
  if (!(await isPassword(old, account.password ?? undefined))) {
    const record = { person, outcome: locks ? "locked" : "failed", means: "password", address } as const;
    await loggingTransaction(store, (transaction) => logSignIn(log, transaction, record, new Date(clock())));
    throw new ProbityError("PROBITY_E_SIGN_IN", "the old password is another one");
  }
  const hashed = await hashPassword(password);
  await loggingTransaction(store, async (transaction) => {
    await clearAttempt(transaction, keys);
    const changed = await transaction.db
      .updateTable("local_account")
      .set({ password: hashed, password_at: new Date(clock()).toISOString() })
      .where("person", "=", person)
      // Not after somebody else changed it, or took it away, meanwhile.
      .where("password", "=", account.password)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n)
      throw new ProbityError("PROBITY_E_SIGN_IN", "it was changed meanwhile");
    await endSessions(transaction, person, session);
    await tell(log, transaction, person, "password", person);
  });
}

async function tell(
  log: PasswordContext["log"],
  transaction: Transaction,
  person: string,
  change: string,
  by: string,
): Promise<void> {
  await log.logServerEvents(transaction, ownSource, [changedEvent(person, change, by)]);
}

const changedEvent = (person: string, change: string, by: string): ServerEvent => ({
  type: "account.person.changed",
  data: { account: { person, change, by } },
});
