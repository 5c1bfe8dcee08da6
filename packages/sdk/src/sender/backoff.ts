import { setTimeout as sleep } from "node:timers/promises";

/** Bounds of the retry delay. */
export interface BackoffSettings {
  /** @defaultValue 200 */
  readonly baseMs: number;
  /** @defaultValue 30000 */
  readonly capMs: number;
}

/** The one back-off that all requests of a sender share. */
export interface Backoff {
  /**
   * Waits before the next attempt: full jitter below an exponential bound, at least `atLeastMs`. `slow` goes to the
   * upper half of the cap at once (a refused key does not heal in milliseconds). Ends early on abort, without throwing.
   */
  wait(options: {
    readonly atLeastMs: number;
    readonly slow: boolean;
    readonly signal: AbortSignal;
  }): Promise<void>;
  /** An attempt succeeded. */
  reset(): void;
}

/** Starts without any delay pending. Its timer does not keep the process alive. */
export const createBackoff = ({ baseMs, capMs }: BackoffSettings, random: () => number): Backoff => {
  let failures = 0;
  return {
    wait: async ({ atLeastMs, slow, signal }) => {
      const bound = Math.min(capMs, baseMs * 2 ** Math.min(failures, 30));
      failures += 1;
      const jittered = slow ? capMs / 2 + (random() * capMs) / 2 : random() * bound;
      // The abort is the expected end of a wait at shutdown, not an error.
      await sleep(Math.max(atLeastMs, jittered), undefined, { ref: false, signal }).catch(() => undefined);
    },
    reset: () => {
      failures = 0;
    },
  };
};
