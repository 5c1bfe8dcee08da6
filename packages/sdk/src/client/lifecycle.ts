import { within } from "./deadline.ts";
import type { Delivery } from "./delivery.ts";
import type { Listeners } from "./listeners.ts";
import type { OwnEvents } from "./own-events.ts";
import type { Probity, Remaining } from "./probity.ts";
import type { Rules } from "./rules.ts";

/** The waiting and closing part of a client. */
export type Lifecycle = Pick<Probity, "ready" | "flush" | "shutdown"> & AsyncDisposable;

/** What is waited for and closed. */
export interface LifecycleParts {
  readonly delivery: Delivery;
  readonly rules: Rules | undefined;
  readonly listeners: Listeners;
  readonly own: OwnEvents;
  /** Later emits are refused. */
  readonly onClosed: () => void;
  readonly closeTransports: () => void;
}

const activated = ({ rules, listeners }: LifecycleParts): Promise<void> =>
  new Promise((resolve) => {
    if (rules?.active !== undefined) return resolve();
    const off = listeners.on("bundle", () => {
      off();
      resolve();
    });
    void rules?.refresh();
    return undefined;
  });

/** Every wait is bounded and says what is left. */
export const createLifecycle = (parts: LifecycleParts): Lifecycle => {
  const { delivery, own } = parts;
  let closing: Promise<Remaining> | undefined;

  /** A wait that ran out may have ended before anybody looked at what a dead process left: then it is not nothing. */
  const remaining = (isDrained: boolean): Remaining => {
    const { pending } = delivery.facts();
    return { pending: isDrained ? pending : Math.max(1, pending) };
  };

  const flush = async (timeoutMs: number): Promise<Remaining> => {
    own.settle();
    return remaining(await within(delivery.drained(), timeoutMs));
  };

  /** What the delivering side says last follows what it took over, so there are two waits in the one time. */
  const lastWords = async (): Promise<void> => {
    await delivery.drained();
    await delivery.finish();
    await delivery.drained();
  };

  const close = async (timeoutMs: number): Promise<Remaining> => {
    parts.onClosed();
    own.close();
    parts.rules?.close();
    const left = remaining(await within(lastWords(), timeoutMs));
    await delivery.close();
    parts.closeTransports();
    return left;
  };

  const shutdown = (options: { timeoutMs?: number | undefined } = {}): Promise<Remaining> =>
    (closing ??= close(options.timeoutMs ?? 2000));

  return {
    ready: async ({ timeoutMs = 5000 } = {}) => {
      if (parts.rules === undefined) return false;
      return within(activated(parts), timeoutMs);
    },
    flush: ({ timeoutMs = 5000 } = {}) => closing ?? flush(timeoutMs),
    shutdown,
    [Symbol.asyncDispose]: async () => {
      await shutdown();
    },
  };
};
