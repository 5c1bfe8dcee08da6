import { setTimeout as pause } from "node:timers/promises";
import type { Bundle } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { every, type Repeated } from "../watch/index.ts";
import { createDefinitions, type Definitions } from "./definitions.ts";
import { dropUnused } from "./drop.ts";
import { fillChunk } from "./fill.ts";
import { forgetExpiredHolds } from "./holds.ts";
import { beginRebuild, finishRebuilds } from "./rebuild.ts";
import {
  progressOf,
  registerWindows,
  touchWindows,
  wantedOf,
  type WantedWindow,
  type WindowProgress,
} from "./register.ts";

/** How far the windows of a bundle are. */
export interface Prepared {
  /** True when every window has its members. */
  readonly ready: boolean;
  /** Entries of the log that the fill still has to look at, at most. */
  readonly left: number;
  readonly windows: readonly WindowProgress[];
}

/** Keeps the windows of rules filled. */
export interface Windows {
  readonly definitions: Definitions;
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

const lookMs = 2_000;
/** Between two chunks of the background: the scorer and the embedded database have others to serve. */
const breathMs = 5;
/** Another server is filling: look again after this. */
const othersMs = 50;
/** It is left to the background when another server has not done it by then. */
const mostWaitMs = 30_000;

/** Makes the keeper of windows; it fills nothing by itself before `start`. Several servers may share a database. */
export function createWindows({ store, clock, onError }: WindowsOptions): Windows {
  const definitions = createDefinitions();
  const listeners: (() => void)[] = [];
  const state = { stopped: false };
  let filler: Repeated | undefined;
  const now = (): Date => new Date(clock());

  const chunk = async (): Promise<number> => {
    const { entries, completed } = await fillChunk(store, definitions);
    if (completed.length > 0) for (const listener of listeners) listener();
    return entries;
  };
  const round = async (): Promise<void> => {
    while (!state.stopped && (await chunk()) > 0) await pause(breathMs);
    await finishRebuilds(store, now());
  };
  const fillUntil = async (
    wanted: readonly WantedWindow[],
    mostWait: number,
    tell: (left: number) => Promise<void>,
  ): Promise<void> => {
    let waited = 0;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- chunk after chunk
      const left = leftOf(await progressOf(store, wanted));
      // oxlint-disable-next-line no-await-in-loop
      await tell(left);
      if (left === 0 || waited > mostWait || state.stopped) return;
      // oxlint-disable-next-line no-await-in-loop
      if ((await chunk()) > 0) continue;
      // oxlint-disable-next-line no-await-in-loop
      await pause(othersMs);
      waited += othersMs;
    }
  };
  return {
    definitions,
    prepare: async (bundle, inline) => {
      const wanted = wantedOf(bundle);
      if (wanted.length === 0) return { ready: true, left: 0, windows: [] };
      const before = await registerWindows(store, wanted, now());
      const left = leftOf(before);
      if (left > inline) {
        filler?.wake();
        return { ready: false, left, windows: before };
      }
      if (left > 0) await fillUntil(wanted, mostWaitMs, async () => undefined);
      const windows = await progressOf(store, wanted);
      return { ready: leftOf(windows) === 0, left: leftOf(windows), windows };
    },
    fillNow: async (bundles, onProgress) => {
      const wanted = bundles.flatMap(wantedOf);
      if (wanted.length === 0) return;
      await registerWindows(store, uniqueOf(wanted), now());
      await fillUntil(wanted, Infinity, onProgress);
    },
    plan: async (bundle) => {
      const wanted = wantedOf(bundle);
      const known = await progressOf(store, wanted);
      const [place] = await store.run<{ position: number }>(
        { name: "windows-plan-place", text: "select position from score_position where name = 'score'" },
        [],
      );
      return wanted.map((one) => {
        const found = known.find(({ hash, scope }) => hash === one.hash && scope === one.scope);
        return { ...one, id: found?.id ?? null, left: found?.left ?? place?.position ?? 0 };
      });
    },
    touch: (bundle) => touchWindows(store, wantedOf(bundle), now()),
    rebuild: async (id) => {
      const made = await beginRebuild(store, id, now());
      filler?.wake();
      return made;
    },
    dropUnused: async () => {
      await forgetExpiredHolds(store, now());
      await dropUnused(store, now());
    },
    onFilled: (listener) => void listeners.push(listener),
    start: () => {
      filler ??= every(lookMs, round, onError);
      filler.wake();
    },
    stop: async () => {
      state.stopped = true;
      await filler?.stop();
    },
  };
}

const leftOf = (windows: readonly WindowProgress[]): number =>
  Math.max(0, ...windows.map(({ left }) => left));

const uniqueOf = (wanted: readonly WantedWindow[]): readonly WantedWindow[] => [
  ...new Map(wanted.map((one) => [`${one.hash} ${one.scope}`, one])).values(),
];
