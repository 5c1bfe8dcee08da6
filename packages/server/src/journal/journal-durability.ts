import type { ProbityError } from "@probity/contracts";
import type { Durability, LoggedEntry } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { createFollower } from "./follower.ts";
import { type Journal, openJournal, type JournalOptions } from "./journal.ts";
import { createRowKeeper } from "./row-keeper.ts";
import { recover } from "./recover.ts";

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
    const recovered = await recover({ store, journal, progress });
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
  const erase = async (positions: readonly number[]): Promise<void> => {
    await follower.through(Math.max(0, ...positions));
    const at = new Date(clock()).toISOString();
    await segments.change(new Set(positions), (text) => erased(text, at));
    await rows.turn(() => state.erase(positions));
  };
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

/** An entry without its payload. */
function erased(text: string, at: string): string {
  // Written by the follower, from an entry.
  const entry = JSON.parse(text) as LoggedEntry;
  return JSON.stringify({ ...entry, salt: null, body: null, erasedAt: entry.erasedAt ?? at });
}
