import type { BatchSource } from "./batch-source.ts";

/** Holds records while no disk takes them. Bounded: what does not fit is refused, and the caller counts it. */
export interface MemoryQueue extends BatchSource {
  /** False when the record does not fit. */
  push(text: string): boolean;
  size(): number;
  bytes(): number;
}

/** Bounds of {@link createMemoryQueue}. */
export interface MemoryLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/** An empty queue. */
export const createMemoryQueue = ({ maxItems, maxBytes }: MemoryLimits): MemoryQueue => {
  let items: Buffer[] = [];
  let bytes = 0;
  return {
    push: (text) => {
      const item = Buffer.from(text);
      if (items.length >= maxItems || bytes + item.length > maxBytes) return false;
      items.push(item);
      bytes += item.length;
      return true;
    },
    next: (limits) => {
      let count = 0;
      let total = 0;
      for (const item of items) {
        if (count >= limits.maxItems || (count > 0 && total + item.length > limits.maxBytes)) break;
        count += 1;
        total += item.length;
      }
      return count === 0 ? undefined : { items: items.slice(0, count) };
    },
    ack: (count) => {
      for (const item of items.slice(0, count)) bytes -= item.length;
      items = items.slice(count);
    },
    size: () => items.length,
    bytes: () => bytes,
  };
};
