export type { DecisionKeeper } from "./keep-decisions.ts";
export { createDecisionKeeper } from "./keep-decisions.ts";
export { registerRuleStats } from "./routes.ts";
