import { ProbityError } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import type { Signer } from "./signing-key.ts";

/**
 * Remembers the first signing key of a database and refuses another one: clients pin it, so a second server with its
 * own key would have its bundles refused. Throws `PROBITY_E_SIGNING_KEY`.
 */
export async function registerSigner(store: Store, signer: Signer, now: Date): Promise<void> {
  await store.transaction(async ({ db }) => {
    // Whoever holds this row decides; a second server waits and then sees the first one's key.
    await db.selectFrom("log_head").select("id").forUpdate().execute();
    const rows = await db.selectFrom("signing_key").selectAll().execute();
    if (rows.length === 0) {
      const row = { keyid: signer.keyid, vkey: signer.vkey, created_at: now.toISOString() };
      await db.insertInto("signing_key").values(row).execute();
      return;
    }
    if (rows.some((row) => row.vkey === signer.vkey)) return;
    const known = rows.map((row) => row.keyid).join(", ");
    throw new ProbityError(
      "PROBITY_E_SIGNING_KEY",
      `this database's bundles are signed with ${known}, not ${signer.keyid}`,
    );
  });
}
