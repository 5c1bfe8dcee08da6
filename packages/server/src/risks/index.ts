export { proposeRisk } from "./propose.ts";
export { riskHandlers } from "./reviews.ts";
export { registerRisks } from "./routes.ts";
