import { every, type Repeated } from "../watch/index.ts";
import { sweepTimers, type SweepOptions } from "./sweep.ts";

/** What {@link runTimers} works with. */
export interface RunTimersOptions extends SweepOptions {
  readonly clock: () => number;
  /** Milliseconds between two sweeps. */
  readonly everyMs: number;
  /** Timers have fired: there may be something to log. */
  readonly onFired: () => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Sweeps by itself, on each server process; those that were due while no server ran are fired once after the start. What
 * is due is fired batch by batch, with others served in between.
 */
export function runTimers(options: RunTimersOptions): Repeated {
  const { clock, everyMs, onFired, onError } = options;
  const state = { stopped: false };
  const round = async (): Promise<void> => {
    const now = new Date(clock());
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one batch after the other
      const { fired, more } = await sweepTimers(options, now);
      if (fired > 0) onFired();
      if (!more || state.stopped) return;
    }
  };
  const repeated = every(everyMs, round, onError);
  return {
    wake: () => repeated.wake(),
    stop: async () => {
      state.stopped = true;
      await repeated.stop();
    },
  };
}
