import type { Store } from "../store/index.ts";

/** Frees the old versions of rows that erasures changed: until then the database file holds them. */
export interface Vacuum {
  /** To be done soon, once for all erasures of the meantime. */
  request(): void;
  /** Does what was requested, and ends. */
  close(): Promise<void>;
}

/** Tables that hold payloads or what is derived from them. */
const tables = "event, quarantine, finding, event_result, alert, process_record, window_member, window_hold";

const delayMs = 1_000;

/**
 * Makes the vacuum of one process. `onError` is told when it failed; the database's own comes later then. Backups and the
 * write-ahead log hold the old versions longer; the guide says for how long.
 */
export function createVacuum(store: Store, onError: (error: unknown) => void): Vacuum {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const vacuum = async (before: Promise<void>): Promise<void> => {
    await before;
    try {
      await store.pool.query(`vacuum ${tables}`);
    } catch (error) {
      onError(error);
    }
  };
  const run = (): void => {
    timer = undefined;
    running = vacuum(running);
  };
  return {
    request: () => {
      timer ??= setTimeout(run, delayMs).unref();
    },
    close: async () => {
      if (timer !== undefined) {
        clearTimeout(timer);
        run();
      }
      await running;
    },
  };
}
