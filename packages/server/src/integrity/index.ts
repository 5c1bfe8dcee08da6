export { registerExports } from "./export-routes.ts";
export { registerIntegrity } from "./routes.ts";
export { demandParty, type Party, partyOf, reachOf, seesParty, subjectOf } from "./party.ts";
