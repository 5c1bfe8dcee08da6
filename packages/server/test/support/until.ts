import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits before another look at something: shortly at first, longer the longer it takes. Each look takes time from the two
 * cores on which what is waited for is made.
 */
export const beforeLook = (looks: number): Promise<void> => sleep(Math.min(10 * 1.4 ** looks, 100));

/** Waits until `check` gives something other than undefined or false; throws after half a minute. */
export async function until<T>(
  check: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- that is the point
    const found = await check();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`it never happened: ${check.toString()}`);
    // oxlint-disable-next-line no-await-in-loop
    await sleep(20);
  }
}
