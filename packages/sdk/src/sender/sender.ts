import { ProbityError } from "@probity/contracts";
import type { Batch, BatchLimits, BatchSource } from "../spool/batch-source.ts";
import { createBackoff, type BackoffSettings } from "./backoff.ts";
import { deliver, type DeliverSettings } from "./deliver.ts";

/** What the sender tells about its work. */
export interface SenderReports {
  readonly onDelivered: (report: { count: number; duplicates: number; quarantined: number }) => void;
  /** Must keep the event safely before it returns: it leaves the spool then. */
  readonly onRefused: (event: Uint8Array, status: number, detail: string) => void;
  readonly onRetry: (error: ProbityError) => void;
}

/** Settings of {@link createSender}. */
export interface SenderSettings extends DeliverSettings, SenderReports {
  readonly sources: () => readonly BatchSource[];
  readonly limits: BatchLimits;
  /** Events appended within this time travel in one batch; `drained` does not wait for it. */
  readonly lingerMs: number;
  readonly backoff: BackoffSettings;
  readonly random: () => number;
}

/** Moves batches from its sources to the server, in order per source, for ever. */
export interface Sender {
  /** Something was appended. */
  wake(): void;
  /** Resolves when all sources were found empty after this call, or when the sender stops. */
  drained(): Promise<void>;
  /** Ends the request in flight; what it carried stays in its source. */
  stop(): Promise<void>;
}

interface Refusal {
  readonly status: number;
  readonly detail: string;
}

/** Waits for data; holds nothing itself but the batch in flight. */
export const createSender = (settings: SenderSettings): Sender => {
  const abort = new AbortController();
  const { signal } = abort;
  const backoff = createBackoff(settings.backoff, settings.random);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let idle: (() => void)[] = [];

  const pause = async (error: ProbityError, afterMs: number, slow: boolean): Promise<void> => {
    settings.onRetry(error);
    await backoff.wait({ atLeastMs: afterMs, slow, signal });
  };

  /** True when the refused event is safe in the dead-letter file. */
  const setAside = async (event: Uint8Array, refusal: Refusal): Promise<boolean> => {
    try {
      settings.onRefused(event, refusal.status, refusal.detail);
      return true;
    } catch (cause) {
      await pause(new ProbityError("PROBITY_E_SPOOL_WRITE", "dead-letter file", { cause }), 0, true);
      return false;
    }
  };

  /** Takes the events off their source; a refused group is halved until one is left. */
  const settle = async (source: BatchSource, items: readonly Uint8Array[]): Promise<void> => {
    while (!signal.aborted) {
      const attempt = await deliver(items, settings, signal);
      if (attempt.kind === "retry") {
        if (!signal.aborted) await pause(attempt.error, attempt.afterMs, attempt.slow);
        continue;
      }
      backoff.reset();
      if (attempt.kind === "delivered") {
        source.ack(items.length);
        settings.onDelivered({ ...attempt, count: items.length });
        return;
      }
      const [only] = items;
      if (items.length > 1 || only === undefined) {
        const middle = Math.ceil(items.length / 2);
        await settle(source, items.slice(0, middle));
        await settle(source, items.slice(middle));
        return;
      }
      if (await setAside(only, attempt)) {
        source.ack(1);
        return;
      }
    }
  };

  const nextOf = async (source: BatchSource): Promise<Batch | undefined> => {
    try {
      return source.next(settings.limits);
    } catch (cause) {
      await pause(new ProbityError("PROBITY_E_SPOOL_WRITE", "reading the spool", { cause }), 0, true);
      return undefined;
    }
  };

  /** One batch of each source in turn, so that a large adopted spool cannot hold up what happens now. */
  const round = async (): Promise<boolean> => {
    let found = false;
    for (const source of settings.sources()) {
      if (signal.aborted) return false;
      const batch = await nextOf(source);
      if (batch === undefined) continue;
      found = true;
      await settle(source, batch.items);
    }
    return found;
  };

  const run = async (): Promise<void> => {
    while (await round());
    running = undefined;
    const waiting = idle;
    idle = [];
    for (const resolve of waiting) resolve();
  };

  const start = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (running === undefined && !signal.aborted) running = run();
  };

  return {
    wake: () => {
      if (running !== undefined || timer !== undefined || signal.aborted) return;
      timer = setTimeout(start, settings.lingerMs).unref();
    },
    drained: () =>
      new Promise((resolve) => {
        if (signal.aborted) resolve();
        else idle.push(resolve);
        start();
      }),
    stop: async () => {
      clearTimeout(timer);
      abort.abort();
      await running;
      for (const resolve of idle) resolve();
      idle = [];
    },
  };
};
