/** How much one batch may hold. A single larger item is still handed out, alone. */
export interface BatchLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/** The oldest items that were not acknowledged yet, as the opaque bytes that were appended. */
export interface Batch {
  readonly items: readonly Uint8Array[];
}

/**
 * What the sender reads from, be it a spool directory or memory. One batch is out at a time: `next` always starts
 * behind the last acknowledged item.
 */
export interface BatchSource {
  next(limits: BatchLimits): Batch | undefined;
  /** The first `count` items of the batch that `next` gave last are safe elsewhere and may be forgotten. */
  ack(count: number): void;
}
