import { ProbityError } from "@probity/contracts";
import { closeSync, fdatasync, fdatasyncSync } from "node:fs";

/** Groups `fdatasync` calls: at most one every interval, in the thread pool, never on the caller's path (DE-1). */
export interface GroupSync {
  /** Bytes were written to the file. */
  touch(file: number): void;
  /** The file gets no more bytes: sync it once more, then close it. */
  retire(file: number): void;
  /** Resolves when all touched files were synced after this call; rejects with `PROBITY_E_SPOOL_SYNC`. */
  wait(): Promise<void>;
  /** Syncs and closes what is left, on the caller's thread. */
  close(): void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const syncFile = (file: number): Promise<void> =>
  new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });

/** Starts idle; its timer never keeps the process alive unless somebody waits. */
export const createGroupSync = (options: {
  readonly syncIntervalMs: number;
  readonly onSyncError: (error: unknown) => void;
}): GroupSync => {
  let dirty = new Set<number>();
  let retired: number[] = [];
  let waiters: Waiter[] = [];
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let closed = false;

  const settle = (taken: readonly Waiter[], error: unknown): void => {
    for (const waiter of taken) {
      if (error === undefined) waiter.resolve();
      else waiter.reject(new ProbityError("PROBITY_E_SPOOL_SYNC", "fdatasync failed", { cause: error }));
    }
  };

  const run = async (): Promise<void> => {
    const [files, closing, taken] = [dirty, retired, waiters];
    dirty = new Set();
    retired = [];
    waiters = [];
    busy = true;
    const results = await Promise.allSettled(Array.from(files, syncFile));
    busy = false;
    for (const file of closing) closeSync(file);
    const failed = results.find((result) => result.status === "rejected");
    // After close() the files of this round were synced there, so EBADF here is no loss.
    const error = closed ? undefined : failed?.reason;
    if (error !== undefined) options.onSyncError(error);
    settle(taken, error);
    if (dirty.size > 0 || waiters.length > 0) schedule();
  };

  const schedule = (): void => {
    if (timer !== undefined || busy || closed) return;
    timer = setTimeout(() => {
      timer = undefined;
      void run();
    }, options.syncIntervalMs);
    if (waiters.length === 0) timer.unref();
  };

  return {
    touch: (file) => {
      dirty.add(file);
      schedule();
    },
    retire: (file) => {
      dirty.add(file);
      retired.push(file);
      schedule();
    },
    wait: () => {
      if (dirty.size === 0 && !busy) return Promise.resolve();
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        timer?.ref();
        schedule();
      });
    },
    close: () => {
      closed = true;
      clearTimeout(timer);
      let failure: unknown;
      for (const file of dirty) {
        try {
          fdatasyncSync(file);
        } catch (error) {
          failure = error;
          options.onSyncError(error);
        }
      }
      for (const file of retired) closeSync(file);
      settle(waiters, failure);
      dirty = new Set();
      retired = [];
      waiters = [];
    },
  };
};
