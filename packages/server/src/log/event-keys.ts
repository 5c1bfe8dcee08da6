import type { Statement, Transaction } from "../store/index.ts";

/** Hands out keys of event rows, so that nobody has to ask the database which row got which. */
export interface EventKeys {
  /** The first of `count` consecutive keys that nobody else gets. */
  take(transaction: Transaction, count: number): Promise<number>;
  /** After a failure: a database that crashed may hand the same keys out again. */
  forget(): void;
}

/** As many as the sequence is incremented by at a time. */
const block = 1000;

const nextBlock: Statement = { name: "log-event-keys", text: "select nextval('event_key') as first" };

/** Takes keys from the database in blocks. A key that is not used is no loss: positions are what has no gaps. */
export function createEventKeys(): EventKeys {
  let next = 0;
  let end = 0;
  const take = async (transaction: Transaction, count: number): Promise<number> => {
    if (count > block) throw new RangeError(`at most ${block} events in one transaction`);
    while (end - next < count) {
      // Another caller may take from the block while this one waits for it.
      // oxlint-disable-next-line no-await-in-loop
      const [row] = await transaction.run<{ first: number }>(nextBlock, []);
      next = row?.first ?? 0;
      end = next + block;
    }
    const first = next;
    next += count;
    return first;
  };
  const forget = (): void => {
    next = end;
  };
  return { take, forget };
}
