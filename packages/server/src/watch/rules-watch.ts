import type { Context } from "../context.ts";
import { endedBetween, releaseFor } from "../exceptions/index.ts";
import { secretTags } from "../keys/index.ts";
import { every, type Repeated } from "./every.ts";
import { inTurn } from "./in-turn.ts";
import { lookForIndeterminate } from "./indeterminate-watch.ts";
import { logPending } from "./pending-events.ts";

/** What {@link watchRules} works with. */
export interface RulesWatchOptions extends Pick<
  Context,
  "store" | "log" | "bundles" | "durability" | "signer" | "clock"
> {
  /** Milliseconds between two looks at exceptions and at results that could not be judged. */
  readonly everyMs: number;
  /** Looked at as often: what else the rules need by themselves. True when something was logged. */
  readonly alsoLook?: ((now: Date) => Promise<boolean>) | undefined;
  /** Something was logged. */
  readonly onLogged: () => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** What keeps rules in step by itself, on each server process. */
export interface RulesWatch {
  /** There may be events to log. */
  wake(): void;
  stop(): Promise<void>;
}

/** The scorer wakes it after each batch; what another process or a crash left is found by looking. */
const pendingMs = 1_000;
/** Counts of blocks are only asked of today and yesterday. */
const keptDays = 4;

/**
 * Logs what the scorer left to be logged, with the weakened bundles released before (PC-8); releases bundles when an
 * exception ends by itself (RU-4); tells which rules could not be judged too often (RU-3).
 */
export function watchRules(options: RulesWatchOptions): RulesWatch {
  const { store, log, bundles, durability, clock, onLogged, onError } = options;
  const idOf = secretTags(options.signer);
  let lookedAt = clock();
  const release = async (source: string): Promise<void> => {
    await bundles.release(source);
    await durability.rowsChanged?.();
  };
  const pending = async (): Promise<void> => {
    if ((await logPending({ store, log, idOf, release })) > 0) onLogged();
  };
  const releaseEnded = async (now: number): Promise<void> => {
    const ended = await endedBetween(store, new Date(lookedAt), new Date(now));
    await inTurn(ended.includes("*") ? ["*"] : ended, async (source) => {
      await releaseFor({ bundles }, source);
    });
    if (ended.length > 0) await durability.rowsChanged?.();
    lookedAt = now;
  };
  const tellIndeterminate = async (now: number): Promise<void> => {
    if ((await lookForIndeterminate({ store, log, idOf }, new Date(now))) > 0) onLogged();
  };
  const lookElsewhere = async (now: number): Promise<void> => {
    if (await options.alsoLook?.(new Date(now))) onLogged();
  };
  const forgetCounts = async (now: number): Promise<void> => {
    const old = new Date(now - keptDays * 86_400_000).toISOString().slice(0, 10);
    await store.db.deleteFrom("check_day").where("day", "<", new Date(old)).execute();
  };
  // What fails, such as the release of one source, holds up nothing else.
  const look = async (): Promise<void> => {
    const now = clock();
    await inTurn([releaseEnded, tellIndeterminate, forgetCounts, lookElsewhere], (work) => work(now));
  };
  const logging = every(pendingMs, pending, (error) => onError(error, "logging what scoring found"));
  const looking: Repeated = every(options.everyMs, look, (error) => onError(error, "looking at the rules"));
  return {
    wake: () => logging.wake(),
    stop: async () => {
      await logging.stop();
      await looking.stop();
    },
  };
}
