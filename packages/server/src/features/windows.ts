import type { Bundle } from "@probity/contracts";
import type { Statement, Store } from "../store/index.ts";
import { createDefinitions, type Definitions } from "./definitions.ts";
import { dropUnused } from "./drop.ts";
import { createFiller, leftOf } from "./filler.ts";
import { forgetExpiredHolds } from "./holds.ts";
import { createMirror, type Mirror } from "./mirror/mirror.ts";
import { beginRebuild } from "./rebuild.ts";
import { progressOf, registerWindows, touchWindows, wantedOf, type WantedWindow } from "./register.ts";

/** How far the windows of a bundle are. */
export interface Prepared {
  /** True when every window has its members. */
  readonly ready: boolean;
  /** Entries of the log that the fill still has to look at, at most. */
  readonly left: number;
}

/** Keeps the windows of rules filled. */
export interface Windows {
  readonly definitions: Definitions;
  /** What was asked for lately, in memory. */
  readonly mirror: Mirror;
  /**
   * Has members kept of all windows of a bundle. Where at most `inline` entries of the log have to be looked at it fills
   * them now, else they are filled behind the caller's back.
   */
  prepare(bundle: Bundle, inline: number): Promise<Prepared>;
  /** Fills all windows of these bundles; `onProgress` is told how many entries are left, and may throw to stop. */
  fillNow(bundles: readonly Bundle[], onProgress: (left: number) => Promise<void>): Promise<void>;
  /** How far they are, without registering any: a window that is not there has the whole log before it. */
  plan(bundle: Bundle): Promise<readonly PlannedWindow[]>;
  /** Notes that the windows of a bundle are needed. */
  touch(bundle: Bundle): Promise<void>;
  /** Makes the members of a window again, behind the caller's back. Throws `PROBITY_E_NOT_FOUND`. */
  rebuild(id: number): Promise<number>;
  /** Removes what nobody needed for a week. */
  dropUnused(): Promise<void>;
  /** Calls `listener` whenever some window became complete. */
  onFilled(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

/** A window that a bundle needs. */
export interface PlannedWindow extends WantedWindow {
  /** Null: it is not registered. */
  readonly id: number | null;
  /** Entries of the log that have to be looked at before it has a value. */
  readonly left: number;
}

/** What {@link createWindows} works with. */
export interface WindowsOptions {
  readonly store: Store;
  readonly clock: () => number;
  readonly onError: (error: unknown) => void;
}

/** A fill is left to the background when another server has not done it by then. */
const mostWaitMs = 30_000;

/** Makes the keeper of windows; it fills nothing by itself before `start`. Several servers may share a database. */
export function createWindows({ store, clock, onError }: WindowsOptions): Windows {
  const definitions = createDefinitions();
  const listeners: (() => void)[] = [];
  const now = (): Date => new Date(clock());
  const onFilled = (): void => {
    for (const listener of listeners) listener();
  };
  const filler = createFiller({ store, definitions, now, onFilled, onError });
  return {
    definitions,
    mirror: createMirror(),
    prepare: async (bundle, inline) => {
      const wanted = wantedOf(bundle);
      if (wanted.length === 0) return { ready: true, left: 0 };
      const before = leftOf(await registerWindows(store, wanted, now()));
      if (before === 0) return { ready: true, left: 0 };
      if (before > inline) {
        filler.wake();
        return { ready: false, left: before };
      }
      await filler.until(wanted, mostWaitMs, async () => undefined);
      const left = leftOf(await progressOf(store, wanted));
      return { ready: left === 0, left };
    },
    fillNow: async (bundles, onProgress) => {
      const wanted = bundles.flatMap(wantedOf);
      if (wanted.length === 0) return;
      await registerWindows(store, uniqueOf(wanted), now());
      await filler.until(wanted, Infinity, onProgress);
    },
    plan: (bundle) => planOf(store, bundle),
    touch: (bundle) => touchWindows(store, wantedOf(bundle), now()),
    rebuild: async (id) => {
      const made = await beginRebuild(store, id, now());
      filler.wake();
      return made;
    },
    dropUnused: async () => {
      await forgetExpiredHolds(store, now());
      await dropUnused(store, now());
    },
    onFilled: (listener) => void listeners.push(listener),
    start: () => filler.start(),
    stop: () => filler.stop(),
  };
}

/** Rather than the scorer's place, which may be held. */
const logEnd: Statement = {
  name: "windows-log-end",
  text: "select next_position - 1 as position from log_head where id = 1",
};

async function planOf(store: Store, bundle: Bundle): Promise<readonly PlannedWindow[]> {
  const wanted = wantedOf(bundle);
  const known = await progressOf(store, wanted);
  const [end] = known.length === wanted.length ? [] : await store.run<{ position: number }>(logEnd, []);
  return wanted.map((one) => {
    const found = known.find(({ hash, scope }) => hash === one.hash && scope === one.scope);
    return { ...one, id: found?.id ?? null, left: found?.left ?? end?.position ?? 0 };
  });
}

const uniqueOf = (wanted: readonly WantedWindow[]): readonly WantedWindow[] => [
  ...new Map(wanted.map((one) => [`${one.hash} ${one.scope}`, one])).values(),
];
