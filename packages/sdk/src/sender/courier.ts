import type { LiveDirectory } from "../spool/stream-writer.ts";
import type { StreamEvent } from "../stream/record.ts";

/**
 * The delivering part of a client: syncs what the emitting thread wrote, sends it, verifies receipts, takes over what dead
 * processes left. It runs in a thread of its own or, with the same code, in the emitting one.
 */
export interface Courier {
  /** The emitting thread writes this directory from now on. */
  opened(live: LiveDirectory): void;
  /** It does not write this one any more, and left it to anybody. */
  moved(directory: string): void;
  /** An event that no disk takes. */
  remember(event: StreamEvent): void;
  /** Something was written. */
  wake(): void;
  /** Resolves when all written before this call is on the disk itself; rejects with `PROBITY_E_SPOOL_SYNC`. */
  synced(): Promise<void>;
  /** Resolves when the server has all that was written before this call, or when the courier stops. */
  drained(): Promise<void>;
  /** Says in the log that this courier's own stream is complete; call it before the last `drained`. */
  finish(): Promise<void>;
  /** Ends. What is unsent is left to the next process. */
  stop(): Promise<void>;
}
