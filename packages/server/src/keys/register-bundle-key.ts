import type { Store, Transaction } from "../store/index.ts";
import type { Signer } from "./signing-key.ts";

/**
 * Makes the log's key the first that signs bundles. A log that was reopened under another name has the same secret under
 * that name: where it signed bundles, it goes on under the new one, which is what clients pin from then on (LO-5).
 */
export async function registerBundleKey(store: Store, signer: Signer, now: Date): Promise<void> {
  await store.transaction(async (transaction) => {
    const { db } = transaction;
    // As in registerSigner: one server after the other.
    await db.selectFrom("log_head").select("id").forUpdate().execute();
    const rows = await db.selectFrom("bundle_key").selectAll().execute();
    if (rows.some(({ vkey }) => vkey === signer.vkey)) return;
    const active = rows.find(({ state }) => state === "active");
    if (active !== undefined && secretOf(active.vkey) !== secretOf(signer.vkey)) return;
    if (active !== undefined) await setState(transaction, active.keyid, "retired", now);
    const at = now.toISOString();
    const { keyid, vkey } = signer;
    await db
      .insertInto("bundle_key")
      .values({ keyid, vkey, state: "active", created_at: at, changed_at: at })
      .execute();
  });
}

/** The public half in a verifier key, whatever its name. */
const secretOf = (vkey: string): string => vkey.split("+").slice(2).join("+");

/** Moves a key to another state. */
export async function setState(
  { db }: Transaction,
  keyid: string,
  state: "active" | "retired" | "revoked",
  now: Date,
  reason: string | null = null,
): Promise<void> {
  await db
    .updateTable("bundle_key")
    .set({ state, changed_at: now.toISOString(), reason })
    .where("keyid", "=", keyid)
    .execute();
}
