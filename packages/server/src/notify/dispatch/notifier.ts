import type { Store } from "../../store/index.ts";
import { every, type Repeated } from "../../watch/index.ts";
import { channelsDue, giveUpLate } from "./claim.ts";
import { runLane } from "./lane.ts";
import type { NotifierOptions } from "./notifier-options.ts";
import { planNotices } from "./plan.ts";

/** What brings notices out of the house, on each server process. */
export interface Notifier {
  /** From here on it works. */
  start(): void;
  /** Something was committed that is to go out; without it, it is seen within a second. */
  wake(): void;
  /** Begins nothing more, gives what is under way a moment, and leaves the rest to other servers or the next start. */
  close(): Promise<void>;
}

/** What {@link createNotifier} works with. */
export interface CreateNotifierOptions extends NotifierOptions {
  readonly store: Store;
  /** Milliseconds between two looks. Default: 1000. */
  readonly everyMs?: number | undefined;
}

const graceMs = 2_000;

/**
 * Plans what was committed and runs one lane for each channel that has something due. Lanes do not wait for each other: an
 * endpoint that hangs holds up nobody but itself (CA-6).
 */
export function createNotifier(options: CreateNotifierOptions): Notifier {
  const { store, clock, everyMs = 1_000, onDead, onError } = options;
  const stop = new AbortController();
  const lanes = new Map<string, Promise<void>>();
  let stopping = false;
  let repeated: Repeated | undefined;
  const isStopping = (): boolean => stopping;
  const open = (channel: string): void => {
    if (stopping || lanes.has(channel)) return;
    const lane = runLane({ ...options, stop: stop.signal, isStopping }, channel)
      .catch(onError)
      .finally(() => lanes.delete(channel));
    lanes.set(channel, lane);
  };
  const round = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop -- batch after batch; lanes begin meanwhile
    while (!isStopping() && (await planNotices(options))) await openDue();
    await openDue();
    for (const dead of await giveUpLate(store, new Date(clock()))) onDead(dead);
  };
  const openDue = async (): Promise<void> => {
    for (const channel of await channelsDue(store, new Date(clock()))) open(channel);
  };
  return {
    start: () => {
      repeated ??= every(everyMs, round, onError);
    },
    wake: () => repeated?.wake(),
    close: async () => {
      stopping = true;
      await repeated?.stop();
      const grace = setTimeout(() => stop.abort(), graceMs);
      await Promise.all(lanes.values());
      clearTimeout(grace);
    },
  };
}
