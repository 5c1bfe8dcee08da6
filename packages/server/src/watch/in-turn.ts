import { isUnavailable } from "../store/index.ts";

/**
 * Does the work for one item after the other. A failure holds up none of the others; the last one is thrown when every item
 * had its turn. Only when the database is away it is thrown at once.
 */
export async function inTurn<T>(items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await work(item);
    } catch (error) {
      if (isUnavailable(error)) throw error;
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.at(-1);
}
