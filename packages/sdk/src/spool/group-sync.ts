import { ProbityError } from "@probity/contracts";
import { closeSync, fdatasync, fdatasyncSync } from "node:fs";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const syncFile = (file: number): Promise<void> =>
  new Promise((resolve, reject) => {
    fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
  });

/** Groups `fdatasync` calls: at most one every interval, in the thread pool, never on the caller's path (DE-1). */
export class GroupSync {
  readonly #intervalMs: number;
  readonly #onError: (error: unknown) => void;
  #dirty = new Set<number>();
  #retired: number[] = [];
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #busy = false;
  #closed = false;

  constructor(intervalMs: number, onError: (error: unknown) => void) {
    this.#intervalMs = intervalMs;
    this.#onError = onError;
  }

  /** Bytes were written to the file. */
  touch(file: number): void {
    this.#dirty.add(file);
    this.#schedule();
  }

  /** The file gets no more bytes: sync it once more, then close it. */
  retire(file: number): void {
    this.#retired.push(file);
    this.touch(file);
  }

  /** Resolves when all touched files were synced after this call; rejects with `PROBITY_E_SPOOL_SYNC`. */
  wait(): Promise<void> {
    if (this.#dirty.size === 0 && !this.#busy) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#timer?.ref();
      this.#schedule();
    });
  }

  /** Syncs and closes what is left, on the caller's thread. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    const { files, closing, waiters } = this.#take();
    let failure: unknown;
    for (const file of files) {
      try {
        fdatasyncSync(file);
      } catch (error) {
        failure = error;
        this.#onError(error);
      }
    }
    for (const file of closing) closeSync(file);
    settle(waiters, failure);
  }

  /** The timer keeps the process alive only when somebody waits. */
  #schedule(): void {
    if (this.#timer !== undefined || this.#busy || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#run();
    }, this.#intervalMs);
    if (this.#waiters.length === 0) this.#timer.unref();
  }

  #take(): { files: Set<number>; closing: readonly number[]; waiters: readonly Waiter[] } {
    const taken = { files: this.#dirty, closing: this.#retired, waiters: this.#waiters };
    this.#dirty = new Set();
    this.#retired = [];
    this.#waiters = [];
    return taken;
  }

  async #run(): Promise<void> {
    const { files, closing, waiters } = this.#take();
    this.#busy = true;
    const results = await Promise.allSettled(Array.from(files, syncFile));
    this.#busy = false;
    for (const file of closing) closeSync(file);
    const failed = results.find((result) => result.status === "rejected");
    // After close() the files of this round were synced there, so EBADF here is no loss.
    const error: unknown = this.#closed ? undefined : failed?.reason;
    if (error !== undefined) this.#onError(error);
    settle(waiters, error);
    if (this.#dirty.size > 0 || this.#waiters.length > 0) this.#schedule();
  }
}

function settle(waiters: readonly Waiter[], error: unknown): void {
  for (const waiter of waiters) {
    if (error === undefined) waiter.resolve();
    else waiter.reject(new ProbityError("PROBITY_E_SPOOL_SYNC", "fdatasync failed", { cause: error }));
  }
}
