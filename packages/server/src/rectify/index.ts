export { followCases, unsignedMeasures } from "./from-cases.ts";
export { remindOwners } from "./item-notices.ts";
export { registerLists } from "./routes/index.ts";
