import { ProbityError } from "@probity/contracts";
import { ownSource } from "../log/index.ts";
import { sha256 } from "../sha256.ts";
import type { Store } from "../store/index.ts";
import { makeKey } from "./source-keys.ts";

/** A source and its new key, which is shown this once. */
export interface IssuedKey {
  readonly id: string;
  readonly key: string;
  /** When older keys of the source stop working; absent for a new source. */
  readonly olderKeysExpireAt?: string | undefined;
}

/** A registered source as the operator sees it. */
export interface SourceView {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  /** Keys that work now. */
  readonly keys: number;
  /** Version of the bundle in force; 0 before the first. */
  readonly bundleVersion: number;
}

/** Registers a source. Throws `PROBITY_E_SOURCE_EXISTS`. */
export async function addSource(store: Store, id: string, name: string, now: Date): Promise<IssuedKey> {
  if (id === ownSource) throw new ProbityError("PROBITY_E_SOURCE_EXISTS", `the id ${id} is the server's own`);
  const key = makeKey();
  await store.transaction(async ({ db }) => {
    const inserted = await db
      .insertInto("source")
      .values({ id, name, created_at: now.toISOString() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (inserted.numInsertedOrUpdatedRows !== 1n)
      throw new ProbityError("PROBITY_E_SOURCE_EXISTS", `source ${id}`);
    await db
      .insertInto("source_key")
      .values({ sha256: sha256(key), source: id, created_at: now.toISOString() })
      .execute();
  });
  return { id, key };
}

/** Issues a new key; older ones work for `overlapHours` more. Throws when the source is unknown or revoked. */
export async function rotateKey(
  store: Store,
  id: string,
  overlapHours: number,
  now: Date,
): Promise<IssuedKey> {
  const key = makeKey();
  const expiry = new Date(now.getTime() + overlapHours * 3_600_000).toISOString();
  await store.transaction(async ({ db }) => {
    const source = await db
      .selectFrom("source")
      .select("revoked_at")
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    if (source === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no source ${id}`);
    if (source.revoked_at !== null) throw new ProbityError("PROBITY_E_SOURCE_REVOKED", `source ${id}`);
    await db
      .updateTable("source_key")
      .set({ expires_at: expiry })
      .where("source", "=", id)
      .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", new Date(expiry))]))
      .execute();
    await db
      .insertInto("source_key")
      .values({ sha256: sha256(key), source: id, created_at: now.toISOString() })
      .execute();
  });
  return { id, key, olderKeysExpireAt: expiry };
}

/** Ends a source: none of its keys works any more. What it sent stays. */
export async function revokeSource(store: Store, id: string, now: Date): Promise<void> {
  const source = await store.db.selectFrom("source").select("id").where("id", "=", id).executeTakeFirst();
  if (source === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no source ${id}`);
  await store.db
    .updateTable("source")
    .set({ revoked_at: now.toISOString() })
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .execute();
}

/** Every source by id. */
export async function listSources(store: Store, now: Date): Promise<readonly SourceView[]> {
  const rows = await store.db
    .selectFrom("source")
    .selectAll()
    .select((eb) => [
      eb
        .selectFrom("source_key")
        .whereRef("source_key.source", "=", "source.id")
        .where((key) => key.or([key("expires_at", "is", null), key("expires_at", ">", now)]))
        .select((key) => key.fn.countAll<number>().as("n"))
        .as("keys"),
      eb
        .selectFrom("bundle")
        .whereRef("bundle.source", "=", "source.id")
        .select((bundle) => bundle.fn.max("version").as("version"))
        .as("bundle_version"),
    ])
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    revokedAt: row.revoked_at?.toISOString() ?? null,
    keys: row.revoked_at === null ? (row.keys ?? 0) : 0,
    bundleVersion: row.bundle_version ?? 0,
  }));
}
