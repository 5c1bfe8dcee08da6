import { isUnavailable } from "../store/index.ts";
import { scoreBatch, type ScoringOptions, skipEvent } from "./score-batch.ts";

/** Tails the log and scores it (AL-4). */
export interface Scorer {
  start(): void;
  /** There may be something new: do not wait for the next look. */
  wake(): void;
  /** False when the last round failed, or the loop has not come round for long. */
  readonly healthy: boolean;
  /** Resolves when the running batch is committed; nothing is scored after. */
  stop(): Promise<void>;
}

/** What the scorer tells the operator. */
export interface ScorerLog {
  error(details: object, message: string): void;
}

/** Events of other processes are seen by looking; one's own wake the scorer at once. */
const pollMs = 250;
const retryMs = 1_000;
const stuckMs = 60_000;

/** Makes a scorer; it does nothing before `start`. Several may run on one database: they take turns. */
export function createScorer(options: ScoringOptions, log: ScorerLog): Scorer {
  let running: Promise<void> | undefined;
  const state = { stopping: false };
  let failed = false;
  let beat = options.clock();
  let signal = Promise.withResolvers<void>();
  let resting: PromiseWithResolvers<void> | undefined;

  const wake = (): void => signal.resolve();
  const pause = async (ms: number): Promise<void> => {
    const timer = setTimeout(wake, ms);
    await signal.promise;
    clearTimeout(timer);
    signal = Promise.withResolvers<void>();
  };
  const rest = async (): Promise<void> => {
    const timer = setTimeout(() => resting?.resolve(), pollMs * 2);
    resting = Promise.withResolvers<void>();
    await resting.promise;
    clearTimeout(timer);
    resting = undefined;
  };
  const loop = async (): Promise<void> => {
    while (!state.stopping) {
      beat = options.clock();
      try {
        const { scored, busy } = await scoreRound(options, log);
        failed = false;
        if (scored > 0) {
          options.onScored();
          await loadWanted(options, log);
        }
        // Whoever holds the place follows the log; asking at every event of our own would only cost both of us.
        if (busy) await rest();
        else if (scored === 0) await pause(pollMs);
      } catch (error) {
        failed = true;
        log.error({ err: error }, "scoring failed and is tried again");
        await pause(retryMs);
      }
    }
  };
  return {
    wake,
    start: () => {
      running ??= loop();
    },
    get healthy() {
      return running !== undefined && !failed && options.clock() - beat < stuckMs;
    },
    stop: async () => {
      state.stopping = true;
      wake();
      resting?.resolve();
      await running;
    },
  };
}

/** What cannot be read into memory the database is asked for, as before. */
async function loadWanted({ mirror, store }: ScoringOptions, log: ScorerLog): Promise<void> {
  try {
    await mirror.loadWanted(store);
  } catch (error) {
    log.error({ err: error }, "keys of windows could not be read into memory");
  }
}

/** One batch; when the database refuses it for what is in it, its events one by one, and the culprit by name. */
async function scoreRound(
  options: ScoringOptions,
  log: ScorerLog,
): Promise<{ scored: number; busy: boolean }> {
  try {
    return await scoreBatch(options);
  } catch (error) {
    if (isUnavailable(error) || !isRefusal(error)) throw error;
    log.error({ err: error }, "a batch was refused by the database; its events are scored one by one");
  }
  try {
    return await scoreBatch(options, 1);
  } catch (error) {
    if (isUnavailable(error) || !isRefusal(error)) throw error;
    await skipEvent(options, `the database refused the results: ${String(error)}`);
    return { scored: 1, busy: false };
  }
}

/** Data that does not fit, breaks a constraint, or exceeds a limit: the same batch would be refused for ever. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  /^(?:22|23|54)/.test(error.code);
