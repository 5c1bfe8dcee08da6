import type { BatchLimits } from "../spool/batch-source.ts";

/** Consecutive records of one stream, oldest first, that the server does not have for certain. */
export interface StreamBatch {
  readonly src: string;
  readonly records: readonly Uint8Array[];
}

/** Why a stream cannot go on behind its last acknowledged record (LO-1). */
export interface Hole {
  readonly reason: "damaged" | "refused" | "gap" | "equivocation";
  readonly from: number;
  readonly to?: number | undefined;
  /** Events that are lost for certain. */
  readonly count: number;
  readonly detail: string;
  /** Records at the head of the source that are not written again: the refused one, safe in the dead letter. */
  readonly skip: number;
}

/**
 * What the sender reads from, be it a spool directory or memory. One batch is out at a time: `next` always starts behind
 * the last acknowledged record.
 */
export interface StreamSource {
  next(limits: BatchLimits): StreamBatch | undefined;
  /** The first `count` records of the batch that `next` gave last are safe on the server and may be forgotten. */
  ack(count: number): void;
  /** The server does not take the stream's next record: what is left has to go on in another stream. */
  broken(hole: Hole): void;
  pending(): number;
  /** Unsent bytes, in blocks. */
  blocks(): number;
}
