import type { Store } from "../store/index.ts";
import { every } from "../watch/index.ts";
import { type CheckedDraft, countChecks } from "./count-checks.ts";

/** Counts the pre-checks that this server answers; those of SDKs are counted from their events. */
export interface CheckCounter {
  /** Takes note, costs nothing: it is written a moment later, with others. A crash loses at most that moment's counts. */
  add(draft: CheckedDraft): void;
  /** Writes what is left. */
  close(): Promise<void>;
}

/** What {@link createCheckCounter} works with. */
export interface CheckCounterOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly timeZone: string;
  /** A breaker was opened. */
  readonly onOpened: () => void;
  readonly onError: (error: unknown) => void;
}

const writeMs = 100;
/** More than any server answers in the seconds that a database is away. */
const maxWaiting = 20_000;

/** Makes the counter of one process. */
export function createCheckCounter(options: CheckCounterOptions): CheckCounter {
  const { store, clock, timeZone, onOpened, onError } = options;
  let waiting: CheckedDraft[] = [];
  const write = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    try {
      const opened = await store.transaction((transaction) =>
        countChecks(transaction, batch, { now: new Date(clock()), timeZone }),
      );
      if (opened) onOpened();
    } catch (error) {
      waiting = [...batch, ...waiting].slice(-maxWaiting);
      throw error;
    }
  };
  const writer = every(writeMs, write, onError);
  return {
    add: (draft) => {
      if (waiting.length < maxWaiting) waiting.push(draft);
    },
    close: async () => {
      await writer.stop();
      await write().catch(onError);
    },
  };
}
