export { followCases, unsignedMeasures } from "./from-cases.ts";
export { registerLists } from "./routes/index.ts";
