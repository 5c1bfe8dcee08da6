import { getHeapStatistics } from "node:v8";
import type { Loaded } from "./contender.ts";
import { quantile } from "./statistics.ts";

/** What one contender took. */
export interface Timing {
  readonly p50Us: number;
  readonly p99Us: number;
  readonly eventsPerCpuSecond: number;
  readonly allocatedBytesPerEvent: number;
  readonly samples: number;
}

interface Lane {
  readonly loaded: Loaded;
  readonly samples: number[];
  next: number;
  /** The last result, so that no run can be optimised away. */
  last: unknown;
  cpuUs: number;
}

const rounds = 12;
/** Runs one lane for `ms` of wall time, event after event, and keeps the time of each. */
const runFor = (lane: Lane, events: number, ms: number, keep: boolean): void => {
  const cpuBefore = process.cpuUsage();
  const end = performance.now() + ms;
  for (let now = 0; now < end;) {
    const before = performance.now();
    lane.last = lane.loaded.run(lane.next);
    now = performance.now();
    if (keep) lane.samples.push((now - before) * 1000);
    lane.next = (lane.next + 1) % events;
  }
  const cpu = process.cpuUsage(cpuBefore);
  if (keep) lane.cpuUs += cpu.user + cpu.system;
};

const allocationOf = (lane: Lane, events: number): number => {
  const count = Math.min(events, Math.max(20, Math.ceil(lane.samples.length / rounds)));
  const before = getHeapStatistics().total_allocated_bytes;
  for (let index = 0; index < count; index += 1) lane.last = lane.loaded.run(index);
  return (getHeapStatistics().total_allocated_bytes - before) / count;
};

const timingOf = (lane: Lane, events: number): Timing => {
  const sorted = Float64Array.from(lane.samples).toSorted();
  return {
    p50Us: quantile(sorted, 0.5),
    p99Us: quantile(sorted, 0.99),
    eventsPerCpuSecond: (lane.samples.length / lane.cpuUs) * 1e6,
    allocatedBytesPerEvent: allocationOf(lane, events),
    samples: lane.samples.length,
  };
};

/**
 * Times the contenders over the same events in the same process: a third of `seconds` to warm up, then twelve rounds in
 * which each has its turn, so that a disturbance from outside hits all of them.
 */
export const measure = (
  contenders: readonly Loaded[],
  events: number,
  seconds: number,
): readonly Timing[] => {
  const lanes = contenders.map((loaded): Lane => ({
    loaded,
    samples: [],
    next: 0,
    last: undefined,
    cpuUs: 0,
  }));
  for (const lane of lanes) runFor(lane, events, (seconds * 1000) / 3, false);
  for (let round = 0; round < rounds; round += 1)
    for (const lane of lanes) runFor(lane, events, (seconds * 1000) / rounds, true);
  return lanes.map((lane) => timingOf(lane, events));
};
