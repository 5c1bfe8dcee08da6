export { followCases, unsignedMeasures } from "./from-cases.ts";
export { remindOwners } from "./item-notices.ts";
export { dayIn } from "./item.ts";
export { measuresOf } from "./measures-of.ts";
export { registerLists } from "./routes/index.ts";
