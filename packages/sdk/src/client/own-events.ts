import type { JsonObject } from "@probity/contracts";
import type { Core } from "./core.ts";
import type { DeliveryFacts } from "./delivery-facts.ts";
import { emitOwn } from "./emit.ts";
import type { Loss } from "./losses.ts";

/** What a client says about its own reporting (LO-6), beside the events of its host. */
export interface OwnEvents {
  /** Tells the log now of losses that it does not know yet. */
  settle(): void;
  /** The last words: pending losses, then the end of the stream. Nothing of the host may follow. */
  close(): void;
}

/** What {@link createOwnEvents} needs. */
export interface OwnEventsSettings {
  /** Interval of heartbeats; 0 for none. */
  readonly heartbeatMs: number;
  readonly facts: () => DeliveryFacts;
}

/** Losses are gathered this long, so that a full spool gives one record and not one for every event. */
const gatherMs = 1000;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const gapData = (stream: string, loss: Loss): JsonObject => ({
  gap: {
    stream,
    count: loss.count,
    reason: loss.reason,
    firstAt: isoOf(loss.firstAt),
    lastAt: isoOf(loss.lastAt),
    detail: loss.codes.join(", "),
  },
});

const heartbeatData = (core: Core, { heartbeatMs, facts }: OwnEventsSettings): JsonObject => {
  const { head, pending } = facts();
  const { full, memory, refused } = core.losses.counts();
  return {
    heartbeat: {
      stream: head?.src ?? core.source,
      lastSequence: head?.seq ?? 0,
      intervalSeconds: Math.ceil(heartbeatMs / 1000),
      spoolDepth: pending,
      dropped: full + memory + refused,
      bundleHash: core.active()?.hash ?? "",
    },
  };
};

/**
 * Starts the heartbeats, the first one as soon as the caller's tick is over and one more with each new bundle, and tells of
 * losses as soon as there is room again. Its timers never keep the process alive. What does not fit in a full spool is left out: a heartbeat is no loss, and
 * losses stay noted.
 */
export const createOwnEvents = (core: Core, settings: OwnEventsSettings): OwnEvents => {
  const { heartbeatMs, facts } = settings;
  let gathering: NodeJS.Timeout | undefined;
  let closed = false;

  const settle = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    if (closed) return;
    for (const loss of core.losses.waiting()) {
      if (!emitOwn(core, "stream.gap", gapData(facts().head?.src ?? core.source, loss))) return gather();
      core.losses.told(loss);
    }
  };

  const gather = (): void => {
    gathering ??= setTimeout(settle, gatherMs).unref();
  };

  const beat = (): void => {
    emitOwn(core, "source.heartbeat.sent", heartbeatData(core, settings));
  };

  core.losses.onLoss = gather;
  const first = heartbeatMs > 0 ? setImmediate(beat).unref() : undefined;
  const beats = heartbeatMs > 0 ? setInterval(beat, heartbeatMs).unref() : undefined;
  // The server sees who runs which bundle from the beats (RU-6): a new one is told at once.
  const noBundles = heartbeatMs > 0 ? core.listeners.on("bundle", beat) : undefined;

  return {
    settle,
    close: () => {
      clearImmediate(first);
      clearInterval(beats);
      noBundles?.();
      core.losses.onLoss = undefined;
      settle();
      clearTimeout(gathering);
      closed = true;
      const { head } = facts();
      if (head === undefined || head.seq === 0) return;
      const close = { stream: head.src, lastSequence: head.seq + 1, reason: "shutdown" };
      emitOwn(core, "stream.close", { close });
    },
  };
};
