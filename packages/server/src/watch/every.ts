/** Work that repeats by itself. */
export interface Repeated {
  /** Do it now, or once more right after the round under way. */
  wake(): void;
  /** Resolves when the round under way is done; there is none after. */
  stop(): Promise<void>;
}

/** A failure that goes on is told again after this long, not at every round. */
const tellAgainMs = 30_000;

/** Does `work` every `ms` and whenever it is woken, one round at a time. A failure is told, and tried again next time. */
export function every(ms: number, work: () => Promise<void>, onError: (error: unknown) => void): Repeated {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let toldAt: number | undefined;
  const succeeded = (): void => {
    toldAt = undefined;
  };
  const failed = (error: unknown): void => {
    const now = performance.now();
    if (toldAt !== undefined && now - toldAt < tellAgainMs) return;
    toldAt = now;
    onError(error);
  };
  const round = (): void => {
    if (stopped) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    again = false;
    running = work()
      .then(succeeded, failed)
      .finally(() => {
        running = undefined;
        if (again) round();
      });
  };
  const timer = setInterval(() => {
    if (running === undefined) round();
  }, ms).unref();
  return {
    wake: round,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
