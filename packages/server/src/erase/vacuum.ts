import type { Store } from "../store/index.ts";

/** Tables that hold payloads or what is derived from them. */
const tables = "event, quarantine, finding, event_result, alert, process_record";

/**
 * Frees the old versions of the rows that an erasure changed: until then the database file holds them. Backups and the
 * write-ahead log still do; the guide says for how long.
 */
export async function forgetOldVersions(store: Store): Promise<void> {
  await store.pool.query(`vacuum ${tables}`);
}
