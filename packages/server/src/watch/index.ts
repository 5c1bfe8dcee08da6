export type { Repeated } from "./every.ts";
export { every } from "./every.ts";
export { inTurn } from "./in-turn.ts";
export { onceADay } from "./once-a-day.ts";
export { watchRules } from "./rules-watch.ts";
export type { PendingEvent } from "./pending-events.ts";
export { leavePending } from "./pending-events.ts";
export { watchSilence } from "./silence-watch.ts";
