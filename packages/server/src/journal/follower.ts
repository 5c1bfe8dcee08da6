import type { ProbityError } from "@probity/contracts";
import type { CommittedBatch, LoggedEntry } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import type { Segments } from "./segments.ts";
import { nextPosition, storedEntries } from "./stored-entries.ts";
import { unavailable } from "./unavailable.ts";

/** Keeps the journal's entries in step with the log of the database. */
export interface Follower {
  /** Resolves when the batch is on disk; rejects with `PROBITY_E_JOURNAL_UNAVAILABLE` when it cannot be written now. */
  committed(batch: CommittedBatch): Promise<void>;
  /** As {@link Follower.committed}, for everything up to `position`. */
  through(position: number): Promise<void>;
  /** Writes what the database has and the journal has not. */
  catchUp(): Promise<void>;
  /** Why nothing can be written now; undefined while it can. */
  readonly problem: ProbityError | undefined;
}

interface Waiting {
  readonly batch: CommittedBatch;
  /** The position behind the last one that is waited for. */
  readonly end: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Makes a follower. Whoever waits at the same time shares one sync. Gaps are read from the database: what others
 * committed, and what could not be written when its time was.
 */
export function createFollower(store: Store, segments: Segments): Follower {
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  let problem: ProbityError | undefined;

  const write = createWriter(store, segments);
  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        await write(group);
        problem = undefined;
        for (const one of group) one.resolve();
      } catch (cause) {
        problem = unavailable(cause);
        for (const one of [...group, ...waiting]) one.reject(problem);
        waiting = [];
      }
    }
    running = undefined;
  };
  const wait = (batch: CommittedBatch, end: number): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, end, resolve, reject });
      running ??= run();
    });
  const through = async (position: number): Promise<void> => {
    if (position >= segments.next) await wait({ firstPosition: position + 1, entries: [] }, position + 1);
  };

  return {
    committed: (batch) => wait(batch, batch.firstPosition + batch.entries.length),
    through,
    catchUp: async () => through((await nextPosition(store)) - 1),
    get problem() {
      return problem;
    },
  };
}

/** Most entries of one append. */
const groupEntries = 2_000;

/** Writes batches and, from the database, what lies between them. */
function createWriter(store: Store, segments: Segments): (group: readonly Waiting[]) => Promise<void> {
  const append = (first: number, entries: readonly LoggedEntry[]): Promise<void> =>
    segments.append({ first, texts: entries.map((entry) => JSON.stringify(entry)) });

  const readUpTo = async (end: number): Promise<void> => {
    while (segments.next < end) {
      const entries = await storedEntries(store, segments.next);
      if (entries.length === 0) throw new Error(`the log ends before position ${segments.next}`);
      await append(segments.next, entries);
    }
  };

  return async (group) => {
    let entries: LoggedEntry[] = [];
    for (const { batch } of group) {
      const next = segments.next + entries.length;
      const end = batch.firstPosition + batch.entries.length;
      // A gap before it ends the run: it is read from the database, this batch with it.
      if (end <= next || batch.firstPosition > next) continue;
      entries.push(...batch.entries.slice(next - batch.firstPosition));
      if (entries.length < groupEntries) continue;
      await append(segments.next, entries);
      entries = [];
    }
    if (entries.length > 0) await append(segments.next, entries);
    await readUpTo(Math.max(...group.map(({ end }) => end)));
  };
}
