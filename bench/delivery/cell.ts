import type { Address } from "./contender.ts";

/** What one process measures. */
export type Task =
  /** Emits at a steady rate; `delivers`: waits in the end until the server has everything. */
  | {
      readonly kind: "paced";
      readonly perSecond: number;
      readonly seconds: number;
      readonly delivers: boolean;
    }
  /** As fast as it goes, with a breath between slices. */
  | { readonly kind: "flood"; readonly events: number }
  /** All in one tick, and then what they hold of the heap. */
  | { readonly kind: "heap"; readonly events: number };

/** One process of the bench. */
export interface Cell {
  readonly contender: string;
  readonly address: Address;
  readonly task: Task;
}

/** What a process found; NaN for what its task does not measure. */
export interface CellResult {
  readonly events: number;
  /** Of one emit, on the caller's thread. */
  readonly emitP50Us: number;
  readonly emitP99Us: number;
  /** CPU time of the main thread while emitting, per event. */
  readonly mainCpuUs: number;
  /** CPU time of all threads while emitting, per event. */
  readonly allCpuUs: number;
  readonly loopDelayP99Ms: number;
  readonly durableP50Ms: number;
  readonly durableP99Ms: number;
  readonly eventsPerSecond: number;
  readonly heapBytesPerEvent: number;
  /** Known by the SDK not to be delivered in the end. */
  readonly undelivered: number;
}
