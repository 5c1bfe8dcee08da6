import type { FastifyBaseLogger } from "fastify";
import type { Context } from "./context.ts";

/** Work that nobody asks for. */
export interface Maintenance {
  /** Resolves when the work under way is done. */
  stop(): Promise<void>;
}

const checkpointMs = 60_000;
const hourMs = 3_600_000;

/**
 * Renews bundles before they expire, and on the embedded database does what a PostgreSQL server does by itself:
 * checkpoints (its write-ahead log would grow without end) and vacuum.
 */
export function startMaintenance({ store, bundles }: Context, log: FastifyBaseLogger): Maintenance {
  let running: Promise<void> = Promise.resolve();
  const every = (ms: number, name: string, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      running = running
        .then(work)
        .then(() => undefined)
        .catch((error: unknown) => log.error({ err: error }, `${name} failed and is tried again`));
    }, ms).unref();
  const timers = [every(hourMs, "renewing bundles", () => bundles.releaseAll())];
  if (store.engine === "pglite") {
    timers.push(every(checkpointMs, "checkpoint", () => store.pool.query("checkpoint")));
    timers.push(every(hourMs, "vacuum", () => store.pool.query("vacuum (analyze)")));
  }
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await running;
    },
  };
}
