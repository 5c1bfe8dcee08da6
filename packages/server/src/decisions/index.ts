export type { ApprovalEvent } from "./approval-holds.ts";
export { registerPrechecks } from "./hold-routes.ts";
export { holdHandlers } from "./hold-timers.ts";
export { openHolds } from "./holds.ts";
export type { ApprovalFollower, DecisionKeeper } from "./keep-decisions.ts";
export { createDecisionKeeper } from "./keep-decisions.ts";
export { dataOf, objectIn } from "./read-events.ts";
export { registerRuleStats } from "./routes.ts";
export { notedOf } from "./store-decisions.ts";
