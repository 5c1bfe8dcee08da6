import { StreamRace, type ProvableLog } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { lookForSilence } from "./silence.ts";

/** Looks for silent streams by itself. */
export interface SilenceWatch {
  /** Resolves when the look under way is done; there is none after. */
  stop(): Promise<void>;
}

/** What {@link watchSilence} works with. */
export interface SilenceWatchOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents" | "assertOpen">;
  /** Milliseconds since 1970; streams are measured by the server's clock alone. */
  readonly clock: () => number;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Something was logged. */
  readonly onLogged: () => void;
  readonly onError: (error: unknown) => void;
}

/** A server that did not look for this long did not listen either: it was suspended, or its clock was set forward. */
const stalledMs = 60_000;

/** Looks for silence every few seconds, on each server process; whichever comes first logs it. */
export function watchSilence(options: SilenceWatchOptions): SilenceWatch {
  const { clock, log } = options;
  let hearingSince = clock();
  let lookedAt = hearingSince;

  const isHearing = (): boolean => {
    try {
      log.assertOpen();
      return true;
    } catch {
      // The log is closed for a reason that its guard tells; nobody's events are taken meanwhile.
      return false;
    }
  };
  const look = async (): Promise<void> => {
    const now = clock();
    const stalled = now - lookedAt > stalledMs || now < lookedAt;
    lookedAt = now;
    if (!isHearing() || stalled) {
      hearingSince = now;
      return;
    }
    const logged = await lookForSilence(options, new Date(now), new Date(hearingSince));
    if (logged > 0) options.onLogged();
  };
  const failed = (error: unknown): void => {
    // Another server opened the stream of notices at the same moment: the next look finds it there.
    if (error instanceof StreamRace) return;
    // Without its database this server takes no events, so their absence says nothing.
    hearingSince = clock();
    options.onError(error);
  };
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= look()
      .catch(failed)
      .finally(() => (running = undefined));
  }, options.everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
