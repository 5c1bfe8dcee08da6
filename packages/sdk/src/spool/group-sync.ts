import { ProbityError } from "@probity/contracts";
import { close, closeSync, existsSync, fdatasync, fdatasyncSync, fsync, open, openSync } from "node:fs";
import { promisify } from "node:util";
import { difference, live } from "./counters.ts";
import { segmentPath } from "./segment.ts";
import type { LiveDirectory } from "./stream-writer.ts";

const openFile = promisify<string, string, number>(open);
const closeFile = promisify(close);
const syncData = promisify(fdatasync);
const syncAll = promisify(fsync);

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const syncPath = async (path: string, sync: (file: number) => Promise<void>): Promise<void> => {
  const file = await openFile(path, "r");
  try {
    await sync(file);
  } finally {
    await closeFile(file);
  }
};

/** What of one directory is on the disk itself. */
class SyncedDirectory {
  readonly #live: LiveDirectory;
  #segment = 0;

  get live(): LiveDirectory {
    return this.#live;
  }

  constructor(directory: LiveDirectory) {
    this.#live = directory;
  }

  dirty(): boolean {
    return difference(this.#live.words, live.records, live.synced) > 0;
  }

  /** Syncs what was written before this call. */
  async run(): Promise<void> {
    const { directory, words } = this.#live;
    // The count first: a record is counted after its segment.
    const records = Atomics.load(words, live.records);
    const last = Atomics.load(words, live.segment);
    const first = Math.max(1, this.#segment);
    for (let segment = first; segment <= last; segment += 1) {
      // A segment that is gone was sent whole.
      await syncPath(segmentPath(directory, segment), syncData).catch(unlessGone);
    }
    // The new name must survive a power cut as well as the bytes.
    if (last !== this.#segment) await syncPath(directory, syncAll).catch(unlessGone);
    this.#segment = last;
    Atomics.store(words, live.synced, records);
  }
}

/** The same at once, for a directory that gets another name next. */
const syncNow = ({ directory, words }: LiveDirectory): void => {
  const records = Atomics.load(words, live.records);
  const last = Atomics.load(words, live.segment);
  for (let segment = 1; segment <= last; segment += 1) {
    const path = segmentPath(directory, segment);
    if (!existsSync(path)) continue;
    const file = openSync(path, "r");
    try {
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
  }
  Atomics.store(words, live.synced, records);
};

const unlessGone = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "ENOENT") throw error;
};

/** Groups `fdatasync` calls: at most one round every interval, in the thread pool, never on the emitting thread (DE-1). */
export class GroupSync {
  readonly #intervalMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #directories = new Map<string, SyncedDirectory>();
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<void> | undefined;
  #closed = false;

  constructor(intervalMs: number, onError: (error: unknown) => void) {
    this.#intervalMs = intervalMs;
    this.#onError = onError;
  }

  add(directory: LiveDirectory): void {
    this.#directories.set(directory.directory, new SyncedDirectory(directory));
  }

  /** It is not written any more. What somebody may wait for is synced before its name changes. */
  remove(directory: string): void {
    const left = this.#directories.get(directory);
    this.#directories.delete(directory);
    try {
      if (left?.dirty() === true) syncNow(left.live);
    } catch (error) {
      this.#onError(error);
    }
  }

  /** Something was written. */
  touch(): void {
    this.#schedule();
  }

  /** Resolves when all written before this call is on the disk itself; rejects with `PROBITY_E_SPOOL_SYNC`. */
  wait(): Promise<void> {
    if (this.#busy === undefined && this.#dirty().length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#timer?.ref();
      this.#schedule();
    });
  }

  /** Syncs what is left; nothing is synced later. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#busy;
    await this.#round();
  }

  /** The timer keeps the process alive only when somebody waits. */
  #schedule(): void {
    if (this.#timer !== undefined || this.#busy !== undefined || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#busy = this.#round();
    }, this.#intervalMs);
    if (this.#waiters.length === 0) this.#timer.unref();
  }

  #dirty(): SyncedDirectory[] {
    return [...this.#directories.values()].filter((directory) => directory.dirty());
  }

  async #round(): Promise<void> {
    const waiters = this.#waiters;
    this.#waiters = [];
    const results = await Promise.allSettled(this.#dirty().map((directory) => directory.run()));
    this.#busy = undefined;
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) this.#onError(failed.reason);
    for (const waiter of waiters) {
      if (failed === undefined) waiter.resolve();
      else
        waiter.reject(new ProbityError("PROBITY_E_SPOOL_SYNC", "fdatasync failed", { cause: failed.reason }));
    }
    if (this.#waiters.length > 0) this.#schedule();
  }
}
