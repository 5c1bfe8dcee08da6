export { proposeRisk } from "./propose.ts";
export { riskHandlers } from "./reviews.ts";
export type { RiskFilter } from "./list.ts";
export { listRisks } from "./list.ts";
export { riskFilterProperties, registerRisks } from "./routes.ts";
