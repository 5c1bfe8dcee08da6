export { overviewAnswer } from "./answer.ts";
export type { Area, Period } from "./figures.ts";
export { instant, linesOf, matterOf } from "./figures.ts";
export type { Overview } from "./overview.ts";
export { overridesIn, overviewOf } from "./overview.ts";
export { registerOverview } from "./routes.ts";
