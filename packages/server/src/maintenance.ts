import type { FastifyBaseLogger } from "fastify";
import type { Context } from "./context.ts";
import { keepNeededWindows } from "./models/index.ts";
import { forgetNotices, noticeMsOf } from "./notify/index.ts";
import { createCare } from "./store/index.ts";

/** Work that nobody asks for. */
export interface Maintenance {
  /** Resolves when the work under way is done. */
  stop(): Promise<void>;
}

const careMs = 2_000;
const hourMs = 3_600_000;

/**
 * Renews bundles before they expire, and on the embedded database does what a PostgreSQL server does by itself:
 * checkpoints (its write-ahead log would grow without end) and vacuum.
 */
export function startMaintenance(context: Context, log: FastifyBaseLogger): Maintenance {
  const { store, bundles, durability, clock } = context;
  let running: Promise<void> = Promise.resolve();
  const every = (ms: number, name: string, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => {
      running = running
        .then(work)
        .then(() => undefined)
        .catch((error: unknown) => log.error({ err: error }, `${name} failed and is tried again`));
    }, ms).unref();
  const renew = async (): Promise<void> => {
    await bundles.releaseAll();
    await durability.rowsChanged?.();
  };
  const forget = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop -- batch after batch
    while (await forgetNotices(store, new Date(clock() - noticeMsOf(context.config))));
  };
  const timers = [
    every(hourMs, "renewing bundles", renew),
    every(hourMs, "dropping windows that nobody needs", () => keepNeededWindows(context)),
    every(hourMs, "forgetting old notices", forget),
  ];
  if (store.engine === "pglite") {
    const care = createCare(store, clock);
    timers.push(every(careMs, "care of the database", () => care.look()));
  }
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await running;
    },
  };
}
