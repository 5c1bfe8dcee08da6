import { ProbityError } from "@probity/contracts";
import { loggingTransaction, ownSource, type ProvableLog } from "../log/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import type { BundleKeys } from "./bundle-keys.ts";
import { setState } from "./register-bundle-key.ts";
import type { Signer } from "./signing-key.ts";

/** A key that signs bundles, as the operator sees it. */
export interface KeyView {
  readonly keyid: string;
  readonly vkey: string;
  readonly state: "announced" | "active" | "retired" | "revoked";
  readonly createdAt: string;
  readonly changedAt: string;
  readonly reason: string | null;
  /** True for the key that signs the log's checkpoints as well; that one is not rotated. */
  readonly signsLog: boolean;
}

/** What changing keys works with. */
export interface KeyChangeOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly bundleKeys: BundleKeys;
  readonly signer: Signer;
  readonly clock: () => number;
}

/** Every key, the oldest first. */
export async function listKeys({
  store,
  signer,
}: Pick<KeyChangeOptions, "store" | "signer">): Promise<readonly KeyView[]> {
  const rows = await store.db
    .selectFrom("bundle_key")
    .selectAll()
    .orderBy("created_at")
    .orderBy("keyid")
    .execute();
  return rows.map((row) => ({
    keyid: row.keyid,
    vkey: row.vkey,
    state: row.state,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    reason: row.reason,
    signsLog: row.vkey === signer.vkey,
  }));
}

/**
 * Makes a new key and announces it: bundles name it and are signed by both from now on. Throws `PROBITY_E_KEY_STATE` while
 * another one is announced. Every change of keys is logged in its transaction (LO-7).
 */
export async function rotateBundleKey(options: KeyChangeOptions, by: string): Promise<{ keyid: string }> {
  return await change(options, async (transaction, now) => {
    const open = await inState(transaction, "announced");
    if (open !== undefined)
      throw new ProbityError("PROBITY_E_KEY_STATE", `${open} is announced: activate or revoke it first`);
    const { keyid, vkey } = options.bundleKeys.create();
    const at = now.toISOString();
    await transaction.db
      .insertInto("bundle_key")
      .values({ keyid, vkey, state: "announced", created_at: at, changed_at: at })
      .execute();
    return { result: { keyid }, events: [{ keyid, vkey, change: "added", by }] };
  });
}

/**
 * Makes the announced key the only one that signs. Throws `PROBITY_E_KEY_STATE` when this is not the announced one, and
 * `PROBITY_E_SIGNING_KEY` where this server lacks its file: nothing could be released afterwards.
 */
export async function activateKey(
  options: KeyChangeOptions,
  keyid: string,
  by: string,
): Promise<{ keyid: string; retired: string }> {
  return await change(options, async (transaction, now) => {
    const row = await transaction.db
      .selectFrom("bundle_key")
      .select(["keyid", "vkey", "state"])
      .where("keyid", "=", keyid)
      .executeTakeFirst();
    if (row?.state !== "announced")
      throw new ProbityError("PROBITY_E_KEY_STATE", `${keyid} is not announced`);
    options.bundleKeys.demand(row);
    const retired = (await inState(transaction, "active")) ?? "";
    await setState(transaction, retired, "retired", now);
    await setState(transaction, keyid, "active", now);
    const events = [
      { keyid, change: "active", by },
      { keyid: retired, change: "retired", by },
    ];
    return { result: { keyid, retired }, events };
  });
}

/** Tells clients to take nothing from this key any more. Throws `PROBITY_E_KEY_STATE` for the active one and a revoked one. */
export async function revokeKey(
  options: KeyChangeOptions,
  keyid: string,
  reason: string,
  by: string,
): Promise<{ keyid: string }> {
  return await change(options, async (transaction, now) => {
    const row = await transaction.db
      .selectFrom("bundle_key")
      .select("state")
      .where("keyid", "=", keyid)
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no key ${keyid}`);
    if (row.state === "active" || row.state === "revoked")
      throw new ProbityError("PROBITY_E_KEY_STATE", `${keyid} is ${row.state}`);
    await setState(transaction, keyid, "revoked", now, reason);
    return { result: { keyid }, events: [{ keyid, change: "revoked", by, reason }] };
  });
}

type KeyEvent = Readonly<Record<string, string>>;

async function change<T>(
  { store, log, clock }: KeyChangeOptions,
  work: (transaction: Transaction, now: Date) => Promise<{ result: T; events: readonly KeyEvent[] }>,
): Promise<T> {
  return await loggingTransaction(store, async (transaction) => {
    // One change after the other, on whatever server.
    await transaction.db.selectFrom("bundle_key").select("keyid").forUpdate().execute();
    const { result, events } = await work(transaction, new Date(clock()));
    await log.logServerEvents(
      transaction,
      ownSource,
      events.map((key) => ({ type: "signing.key.changed", data: { key } })),
    );
    return result;
  });
}

async function inState({ db }: Transaction, state: "announced" | "active"): Promise<string | undefined> {
  const row = await db.selectFrom("bundle_key").select("keyid").where("state", "=", state).executeTakeFirst();
  return row?.keyid;
}
