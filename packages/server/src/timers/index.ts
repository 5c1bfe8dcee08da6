export { runTimers } from "./run-timers.ts";
export type { FiredTimer, TimerHandler, TimerHandlers } from "./sweep.ts";
export type { NewTimer, TimerKey } from "./timers.ts";
export { armTimers, cancelTimers } from "./timers.ts";
export type { HeardOptions } from "./heard-timers.ts";
export { heardTimers } from "./heard-timers.ts";
