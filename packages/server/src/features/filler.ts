import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../store/index.ts";
import { every, type Repeated } from "../watch/index.ts";
import type { Definitions } from "./definitions.ts";
import { fillChunk } from "./fill.ts";
import { finishRebuilds } from "./rebuild.ts";
import { progressOf, type WantedWindow, type WindowProgress } from "./register.ts";

/** Fills windows, behind everybody's back and for whoever waits. */
export interface Filler {
  /** There may be something to fill: do not wait for the next look. */
  wake(): void;
  /**
   * Fills until these are complete, or nothing moved for `mostWaitMs` because another server does not get on, or this one
   * stops. `tell` is told how many entries are left, and may throw to stop.
   */
  until(
    wanted: readonly WantedWindow[],
    mostWaitMs: number,
    tell: (left: number) => Promise<void>,
  ): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

/** What {@link createFiller} works with. */
export interface FillerOptions {
  readonly store: Store;
  readonly definitions: Definitions;
  readonly now: () => Date;
  /** Some windows became complete. */
  readonly onFilled: () => void;
  readonly onError: (error: unknown) => void;
}

const lookMs = 2_000;
/** Between two chunks of the background: the scorer and the embedded database have others to serve. */
const breathMs = 5;
/** Another server is filling: look again after this. */
const othersMs = 50;

/** Makes the filler; it does nothing by itself before `start`. Several servers may fill one database: they take turns. */
export function createFiller({ store, definitions, now, onFilled, onError }: FillerOptions): Filler {
  const state = { stopped: false };
  let worker: Repeated | undefined;
  const chunk = async (): Promise<number> => {
    const { entries, completed } = await fillChunk(store, definitions);
    if (completed.length > 0) onFilled();
    return entries;
  };
  const round = async (): Promise<void> => {
    while (!state.stopped && (await chunk()) > 0) await pause(breathMs);
    await finishRebuilds(store, now());
  };
  return {
    wake: () => worker?.wake(),
    until: async (wanted, mostWaitMs, tell) => {
      let waited = 0;
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop -- chunk after chunk
        const left = leftOf(await progressOf(store, wanted));
        // oxlint-disable-next-line no-await-in-loop
        await tell(left);
        if (left === 0 || waited > mostWaitMs || state.stopped) return;
        // oxlint-disable-next-line no-await-in-loop
        if ((await chunk()) > 0) continue;
        // oxlint-disable-next-line no-await-in-loop
        await pause(othersMs);
        waited += othersMs;
      }
    },
    start: () => {
      worker ??= every(lookMs, round, onError);
      worker.wake();
    },
    stop: async () => {
      state.stopped = true;
      await worker?.stop();
    },
  };
}

/** Entries that are left before all of these are complete. */
export const leftOf = (windows: readonly WindowProgress[]): number =>
  Math.max(0, ...windows.map(({ left }) => left));
