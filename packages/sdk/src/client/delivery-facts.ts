import type { StreamHead } from "../stream/record.ts";

/** What spool and sender know, read at one moment; health and heartbeats are made from it. */
export interface DeliveryFacts {
  /** `memory`: the disk takes nothing at the moment. */
  readonly mode: "disk" | "memory";
  /** Where syncing and sending run. */
  readonly thread: "worker" | "main";
  /** Events that the server does not have yet, those of adopted spools included. */
  readonly pending: number;
  readonly bytes: number;
  /** The stream that the next event goes into; undefined in memory mode. */
  readonly head: StreamHead | undefined;
  /** Spools of dead processes, or of former streams of this one, that are being sent. */
  readonly adopted: number;
  /** `unpinned`: no key to verify with. `refused`: the last receipt did not verify, so nothing is acknowledged. */
  readonly receipts: {
    readonly state: "verified" | "unpinned" | "refused";
    readonly verified: number;
    readonly refused: number;
    /** Entries in the log, by the largest verified checkpoint; 0 before the first. */
    readonly lastSize: number;
  };
}
