import { randomBytes } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { sha256 } from "../sha256.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";

/** What changing service tokens needs. */
export type ServiceContext = Pick<Context, "store" | "log" | "clock">;

/** A new token, which is shown this once. */
export interface IssuedService {
  readonly id: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** A service token as whoever administers accounts sees it. */
export interface ServiceView {
  readonly id: string;
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  /** To the hour. */
  readonly lastUsedAt: string | null;
}

/** The start of every service token. */
const tokenPrefix = "probity_s_";

/**
 * Makes a token for a program. It may do nothing until it is given roles. A name is used once: a service that needs another
 * token gets another name, so that the log tells them apart. Throws `PROBITY_E_SERVICE_EXISTS`.
 */
export async function addService(
  { store, log, clock }: ServiceContext,
  id: string,
  hours: number,
  by: string,
): Promise<IssuedService> {
  const token = `${tokenPrefix}${randomBytes(32).toString("base64url")}`;
  const now = clock();
  const expiresAt = new Date(now + hours * 3_600_000).toISOString();
  const row = {
    id,
    sha256: sha256(token),
    created_by: by,
    created_at: new Date(now).toISOString(),
    expires_at: expiresAt,
  };
  await loggingTransaction(store, async (transaction) => {
    const inserted = await transaction.db
      .insertInto("service_token")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n)
      throw new ProbityError("PROBITY_E_SERVICE_EXISTS", `service ${id}`);
    await tell(log, transaction, { service: id, change: "added", by, expiresAt });
  });
  return { id, token, expiresAt };
}

/** Ends a token at once. Again changes nothing. Throws `PROBITY_E_NOT_FOUND`. */
export async function revokeService(
  { store, log, clock }: ServiceContext,
  id: string,
  by: string,
): Promise<void> {
  await loggingTransaction(store, async (transaction) => {
    const row = await transaction.db
      .selectFrom("service_token")
      .select("revoked_at")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no service ${id}`);
    if (row.revoked_at !== null) return;
    const revoked = { revoked_at: new Date(clock()).toISOString() };
    await transaction.db.updateTable("service_token").set(revoked).where("id", "=", id).execute();
    await tell(log, transaction, { service: id, change: "revoked", by });
  });
}

/** Every service token by name. */
export async function listServices({ db }: Pick<Store, "db">): Promise<readonly ServiceView[]> {
  const rows = await db.selectFrom("service_token").selectAll().orderBy("id").execute();
  return rows.map((row) => ({
    id: row.id,
    by: row.created_by,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  }));
}

const findService: Statement = {
  name: "service-token-find",
  text: `select id, last_used_at from service_token
    where sha256 = $1 and revoked_at is null and expires_at > $2::timestamptz`,
};
const markUsed: Statement = {
  name: "service-token-used",
  text: `update service_token set last_used_at = date_trunc('hour', $2::timestamptz) where id = $1`,
};
const hourMs = 3_600_000;

/** The name behind a service token, or undefined for one that is unknown, expired or revoked. */
export async function serviceBehind(
  { store, clock }: Pick<Context, "store" | "clock">,
  token: string,
): Promise<string | undefined> {
  if (!token.startsWith(tokenPrefix) || token.length > 200) return undefined;
  const now = new Date(clock());
  const [row] = await store.run<{ id: string; last_used_at: Date | null }>(findService, [
    sha256(token),
    now.toISOString(),
  ]);
  if (row === undefined) return undefined;
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() >= hourMs)
    await store.run(markUsed, [row.id, now.toISOString()]);
  return row.id;
}

async function tell(
  log: ServiceContext["log"],
  transaction: Transaction,
  service: {
    readonly service: string;
    readonly change: string;
    readonly by: string;
    readonly expiresAt?: string;
  },
): Promise<void> {
  const { service: id, ...rest } = service;
  const data = { service: { id, ...rest } };
  await log.logServerEvents(transaction, ownSource, [{ type: "account.service.changed", data }]);
}
