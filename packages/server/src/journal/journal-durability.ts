import type { ProbityError } from "@probity/contracts";
import type { Durability } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { createEraser, erasedInLog } from "./eraser.ts";
import { createFollower } from "./follower.ts";
import { type Journal, openJournal, type JournalOptions } from "./journal.ts";
import { createRowKeeper } from "./row-keeper.ts";
import { recover, type RecoverOptions } from "./recover.ts";

/** The embedded database's durability: nothing is acknowledged before the journal has it on disk (LO-9). */
export interface JournalDurability extends Required<Pick<Durability, "committed" | "through" | "erase">> {
  /** Resolves when the rows beside the log (sources, keys, types, bindings, bundles) are on disk as they are now. */
  rowsChanged(): Promise<void>;
  /** Why nothing can be acknowledged now; undefined while it can. */
  readonly problem: ProbityError | undefined;
  close(): Promise<void>;
}

/** What {@link openDurability} works with. */
export interface DurabilityOptions extends JournalOptions {
  readonly store: Store;
  /** Milliseconds between two looks at the log, and between attempts after a failure. Default 1000. */
  readonly followMs?: number | undefined;
  readonly clock: () => number;
  readonly log: JournalLog;
  /** See {@link RecoverOptions.eraseAgain}. */
  readonly eraseAgain: RecoverOptions["eraseAgain"];
}

/** What the journal tells the operator. */
export interface JournalLog {
  info(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Opens the journal, gives the database back what it lacks and the journal what the database has more. Then follows the
 * log. Throws `PROBITY_E_JOURNAL_DAMAGED`, `PROBITY_E_JOURNAL_MISMATCH` or `PROBITY_E_JOURNAL_UNAVAILABLE`.
 */
export async function openDurability(options: DurabilityOptions): Promise<JournalDurability> {
  const { store, log } = options;
  const journal = await openJournal(options);
  try {
    const progress = (details: object): void => log.info(details, "restoring the log from the journal");
    const recovered = await recover({ store, journal, progress, eraseAgain: options.eraseAgain });
    if (recovered.entries + recovered.rows > 0) {
      const details = { ...recovered, journal: journal.directory };
      log.info(details, "the database was behind its journal and is whole again");
    }
    return await follow(options, journal);
  } catch (error) {
    await journal.close();
    throw error;
  }
}

async function follow(options: DurabilityOptions, journal: Journal): Promise<JournalDurability> {
  const { store, clock, log, followMs = 1_000 } = options;
  const { segments, state } = journal;
  const follower = createFollower(store, segments);
  const rows = createRowKeeper(store, state);
  const erase = createEraser({
    store,
    segments,
    state,
    clock,
    through: (position) => follower.through(position),
    turn: rows.turn,
  });
  const look = async (): Promise<void> => {
    try {
      await follower.catchUp();
      if (rows.problem !== undefined) await rows.keep();
      await segments.compact();
    } catch (error) {
      log.error({ err: error }, "the journal cannot be written and is tried again");
    }
  };
  await follower.catchUp();
  await rows.keep();
  await erase(await erasedInLog(store));
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined));
  }, followMs).unref();
  return {
    committed: (batch) => follower.committed(batch),
    through: (position) => follower.through(position),
    rowsChanged: () => rows.keep(),
    erase,
    get problem() {
      return follower.problem ?? rows.problem;
    },
    close: async () => {
      clearInterval(timer);
      await looking;
      await look();
      await journal.close();
    },
  };
}
