export { textIn } from "./decision.ts";
export { registerPrechecks } from "./hold-routes.ts";
export { holdHandlers } from "./hold-timers.ts";
export { openHolds } from "./holds.ts";
export type { DecisionKeeper } from "./keep-decisions.ts";
export { createDecisionKeeper } from "./keep-decisions.ts";
export { registerRuleStats } from "./routes.ts";
