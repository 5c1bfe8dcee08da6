import { join, resolve } from "node:path";
import type { ServerConfig } from "./config/index.ts";
import { erase } from "./erase/index.ts";
import { createDefinitions } from "./features/index.ts";
import { type JournalLog, openDurability } from "./journal/index.ts";
import { type Durability, databaseIsDurable } from "./log/index.ts";
import type { Store } from "./store/index.ts";
import { createTypeRegistry } from "./types/index.ts";

/** What {@link durabilityOf} works with. */
export interface DurabilityParts {
  readonly config: Pick<ServerConfig, "dataDir" | "journalDir">;
  readonly store: Store;
  readonly clock: () => number;
  readonly log: JournalLog;
}

/** PostgreSQL is durable when it commits; the embedded database is given its journal (LO-9). */
export async function durabilityOf({ config, store, clock, log }: DurabilityParts): Promise<Durability> {
  if (store.engine === "postgres") return databaseIsDurable;
  return await openDurability({
    store,
    clock,
    log,
    directory: resolve(config.journalDir ?? join(config.dataDir, "journal")),
    eraseAgain: async ({ source, eventId }) => {
      const types = await createTypeRegistry(store, clock);
      // It is logged already, further on in the journal.
      const silent = { logServerEvents: () => Promise.resolve([]) };
      const order = { source, eventId, basis: "journal", by: "journal", dryRun: false };
      await erase({ store, types, definitions: createDefinitions(), clock, log: silent }, order);
    },
  });
}
