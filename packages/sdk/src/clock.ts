import { performance } from "node:perf_hooks";

/** Time as the SDK sees it. Back-off, deadlines and grouping use `monotonic` alone, so that a clock jump is harmless. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds since any fixed moment; never goes back. */
  monotonic(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
