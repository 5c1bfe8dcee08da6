import { ProbityError } from "@probity/contracts";
import type { ServerConfig } from "./config/index.ts";
import { openWitnesses } from "./cosigning/index.ts";
import { durabilityOf } from "./durability.ts";
import { checkpointFile, checkTree, createGuard } from "./guard/index.ts";
import { uuidv7 } from "./ids.ts";
import { loadSigner, type Signer } from "./keys/index.ts";
import { createLog, type Durability, ownSource, type ProvableLog } from "./log/index.ts";
import { createStartLog } from "./start-log.ts";
import { openStore, type Store } from "./store/index.ts";

/** What {@link reopenLog} is asked for. */
export interface ReopenOrder {
  /** The new name of the log and its key. */
  readonly origin: string;
  readonly reason: string;
  /** Also when nothing was found wrong. */
  readonly force: boolean;
}

/** A log under its new name. */
export interface ReopenedLog {
  readonly origin: string;
  readonly former: string;
  /** Key that sources, auditors and witnesses must pin from now on: the same secret under the new name. */
  readonly vkey: string;
  /** Entries that were kept; the next one says why. */
  readonly size: number;
  readonly found: string | undefined;
}

/** The command says itself what was found. */
const report = (): void => undefined;

interface Parts {
  readonly config: ServerConfig;
  readonly clock: () => number;
  readonly signer: Signer;
  readonly store: Store;
  readonly durability: Durability;
  readonly log: ProvableLog;
}

/**
 * Lets a log go on that has lost entries for good (LO-5). What is there stays; the name is a new one, because the old one
 * promised more, and the first act under it is an entry that says so. No server may run on the database. Throws
 * `PROBITY_E_USAGE` when nothing is wrong, or the name was used, and `PROBITY_E_LOG_ROLLED_BACK` when the tree in the
 * database does not even fit itself: a new name would not help.
 */
export async function reopenLog(
  config: ServerConfig,
  order: ReopenOrder,
  clock: () => number,
): Promise<ReopenedLog> {
  const signer = loadSigner(config);
  const next = loadSigner({ ...config, signingKeyName: order.origin });
  const store = await openStore(config);
  const closing: { close?(): unknown }[] = [store];
  try {
    const durability = await durabilityOf({ config, store, clock, log: createStartLog("silent", clock) });
    closing.unshift(durability);
    const log = await createLog({
      store,
      signer,
      clock,
      newId: uuidv7(clock),
      durability,
      mayLog: () => undefined,
      digest: config.logDigest,
      // Nothing is signed here.
      onError: () => undefined,
    });
    closing.unshift(log);
    const parts = { config, clock, signer, store, durability, log };
    const found = await findWrong(parts);
    if (found === undefined && !order.force)
      throw new ProbityError(
        "PROBITY_E_USAGE",
        `nothing is wrong with the log ${log.origin} (--force goes on)`,
      );
    return await rename(parts, order, next, found);
  } finally {
    // oxlint-disable-next-line no-await-in-loop -- each works on what comes after it
    for (const part of closing) await part.close?.();
  }
}

/** What file, database and witnesses say against this log. */
async function findWrong(parts: Parts): Promise<string | undefined> {
  const { config, signer, store, log } = parts;
  const own = await checkTree({ store, log, vkey: signer.vkey, known: [] });
  if (own.wrong !== undefined) throw new ProbityError("PROBITY_E_LOG_ROLLED_BACK", own.wrong);
  const guard = createGuard({
    ...parts,
    dataDir: config.dataDir,
    origin: log.origin,
    vkey: signer.vkey,
    report,
  });
  const witnesses = openWitnesses(config, { ...parts, guard, report });
  try {
    await guard.start(log);
    await witnesses?.start();
    return (
      guard
        .refusals()
        .map(({ detail }) => detail)
        .join("; ") || undefined
    );
  } finally {
    await witnesses?.close();
    await guard.close();
  }
}

async function rename(
  { config, clock, store, durability, log }: Parts,
  { origin, reason }: ReopenOrder,
  { keyid, vkey }: Signer,
  found: string | undefined,
): Promise<ReopenedLog> {
  const former = log.origin;
  const created = new Date(clock()).toISOString();
  const size = await store.transaction(async (transaction) => {
    const { db } = transaction;
    const known = await db.selectFrom("signing_key").select("keyid").where("keyid", "=", keyid).execute();
    if (known.length > 0) throw new ProbityError("PROBITY_E_USAGE", `the name ${origin} was used before`);
    const notes = await db.selectFrom("log_checkpoint").select("note").orderBy("size").execute();
    // The largest that is known of the old name stays where it can be found.
    for (const { note } of notes) {
      // oxlint-disable-next-line no-await-in-loop
      if (note.startsWith(`${former}\n`)) await checkpointFile(config.dataDir, former).keep(note);
    }
    await db.deleteFrom("log_checkpoint").execute();
    await db.insertInto("signing_key").values({ keyid, vkey, created_at: created }).execute();
    await db.updateTable("log_head").set({ origin }).where("id", "=", 1).execute();
    const { next_position: next } = await db
      .selectFrom("log_head")
      .select("next_position")
      .executeTakeFirstOrThrow();
    const wrong = found === undefined ? {} : { found: found.slice(0, 2000) };
    const reopened = { origin, former, size: next - 1, reason, ...wrong };
    await log.logServerEvents(transaction, ownSource, [{ type: "log.reopened", data: { reopened } }]);
    return next - 1;
  });
  await durability.rowsChanged?.();
  return { origin, former, vkey, size, found };
}
