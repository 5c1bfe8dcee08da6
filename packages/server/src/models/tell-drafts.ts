import { ownSource, type ProvableLog } from "../log/index.ts";
import { libraryId } from "../people/index.ts";
import type { StoredModels } from "../rules/index.ts";
import type { Transaction } from "../store/index.ts";

/** Logs the drafts that a newer product brought (LO-7), as the last act of the transaction. */
export async function tellDrafts(
  log: Pick<ProvableLog, "logServerEvents">,
  transaction: Transaction,
  drafted: StoredModels["drafted"],
): Promise<void> {
  const events = drafted.map(({ id, version, digest }) => ({
    type: "model.version.advanced" as const,
    data: { model: { id, version, digest, step: "draft", state: "draft", by: libraryId } },
  }));
  await log.logServerEvents(transaction, ownSource, events);
}
