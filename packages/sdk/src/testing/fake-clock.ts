import type { Clock } from "../clock.ts";

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves both readings forward. */
  advance(ms: number): void;
  /** Sets the time of day alone, as a jump of the machine's clock does. */
  jumpTo(time: Date | string): void;
}

/** Starts at the given time. @defaultValue 2026-01-01T00:00:00Z */
export const createFakeClock = (start: Date | string = "2026-01-01T00:00:00Z"): FakeClock => {
  let now = new Date(start).getTime();
  let monotonic = 0;
  return {
    now: () => now,
    monotonic: () => monotonic,
    advance: (ms) => {
      now += ms;
      monotonic += ms;
    },
    jumpTo: (time) => {
      now = new Date(time).getTime();
    },
  };
};
