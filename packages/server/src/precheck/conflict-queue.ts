import { ProbityError } from "@probity/contracts";
import type { LockKey } from "../store/index.ts";

/** What waits in a {@link ConflictQueue}. */
export interface Waiting {
  readonly keys: readonly LockKey[];
}

/** Does one thing after another where they share a key, and many at once where they do not. */
export interface ConflictQueue<Item extends Waiting> {
  /** Throws `PROBITY_E_OVERLOADED` when too many wait. */
  push(make: () => Item): void;
  /** Resolves when nothing waits or runs. */
  idle(): Promise<void>;
}

/** Bounds of {@link createConflictQueue}. */
export interface QueueLimits {
  readonly waiting: number;
  readonly batch: number;
  /** Batches that run at once. */
  readonly batches: number;
  /** Whether the next batch may be one with conflicts, alone: `work` then does one after the other. */
  isAlone(): boolean;
}

/**
 * Takes what waits in batches without a conflict; those in conflict stay, in the order in which they came. While it works
 * alone, one batch runs at a time, of whatever waits. `work` never rejects; what it returns is put in front again.
 */
export function createConflictQueue<Item extends Waiting>(
  limits: QueueLimits,
  work: (batch: readonly Item[], alone: boolean) => Promise<readonly Item[]>,
): ConflictQueue<Item> {
  let waiting: Item[] = [];
  const running = new Set<readonly Item[]>();
  let runsAlone = false;
  let whenIdle: (() => void)[] = [];
  const take = (alone: boolean): readonly Item[] => {
    if (alone) return waiting.splice(0, limits.batch);
    const { batch, rest } = choose(waiting, [...running].flat(), limits.batch);
    waiting = rest;
    return batch;
  };
  const finish = async (batch: readonly Item[], worked: Promise<readonly Item[]>): Promise<void> => {
    const left = await worked;
    runsAlone = false;
    running.delete(batch);
    waiting.unshift(...left);
    start();
  };
  const start = (): void => {
    while (!runsAlone && running.size < limits.batches && waiting.length > 0) {
      const alone = limits.isAlone();
      if (alone && running.size > 0) return;
      const batch = take(alone);
      if (batch.length === 0) return;
      runsAlone = alone;
      running.add(batch);
      void finish(batch, work(batch, alone));
    }
    if (running.size > 0) return;
    for (const resolve of whenIdle) resolve();
    whenIdle = [];
  };
  return {
    push: (make) => {
      if (waiting.length >= limits.waiting)
        throw new ProbityError("PROBITY_E_OVERLOADED", `${waiting.length} pre-checks wait for each other`);
      waiting.push(make());
      start();
    },
    idle: () =>
      running.size === 0 && waiting.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            whenIdle.push(resolve);
          }),
  };
}

/** In order, each that is in conflict neither with what runs nor with any before it, taken or not. */
function choose<Item extends Waiting>(
  waiting: readonly Item[],
  running: readonly Item[],
  most: number,
): { readonly batch: readonly Item[]; readonly rest: Item[] } {
  const taken = new Map<string, boolean>();
  const take = ({ keys }: Item): void => {
    for (const { id, shared } of keys) taken.set(id, (taken.get(id) ?? true) && shared);
  };
  const isFree = ({ keys }: Item): boolean =>
    keys.every(({ id, shared }) => {
      const held = taken.get(id);
      return held === undefined || (held && shared);
    });
  for (const item of running) take(item);
  const batch: Item[] = [];
  const rest: Item[] = [];
  for (const item of waiting) {
    if (batch.length < most && isFree(item)) batch.push(item);
    else rest.push(item);
    take(item);
  }
  return { batch, rest };
}
