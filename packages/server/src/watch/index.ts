export type { Repeated } from "./every.ts";
export { every } from "./every.ts";
export type { RulesWatch } from "./rules-watch.ts";
export { watchRules } from "./rules-watch.ts";
export type { PendingEvent } from "./pending-events.ts";
export { leavePending, logPending } from "./pending-events.ts";
export { watchSilence } from "./silence-watch.ts";
