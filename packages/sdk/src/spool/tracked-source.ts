import type { Batch, BatchSource } from "./batch-source.ts";

/** A source that knows how much waits in it. */
export interface TrackedSource extends BatchSource {
  pending(): number;
  bytes(): number;
  /** A record of so many bytes was appended (0 records: correct the figure). */
  added(records: number, bytes: number): void;
}

/** Keeps the figures of a source. They are exact for what this process appended, and zero once the source is empty. */
export const trackSource = (
  source: BatchSource,
  start: { pending: number; bytes: number },
): TrackedSource => {
  let { pending, bytes } = start;
  let out: Batch | undefined;
  let offset = 0;
  return {
    next: (limits) => {
      out = source.next(limits);
      offset = 0;
      if (out === undefined) {
        pending = 0;
        bytes = 0;
      }
      return out;
    },
    ack: (count) => {
      source.ack(count);
      pending = Math.max(0, pending - count);
      for (const item of out?.items.slice(offset, offset + count) ?? []) bytes -= item.length;
      bytes = Math.max(0, bytes);
      offset += count;
    },
    pending: () => pending,
    bytes: () => bytes,
    added: (records, size) => {
      pending += records;
      bytes += size;
    },
  };
};
