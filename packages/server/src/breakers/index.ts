export type { CheckedFinding } from "./blocking.ts";
export { blocksAt, checkingOf } from "./blocking.ts";
export type { CheckCounter } from "./check-counter.ts";
export { createCheckCounter } from "./check-counter.ts";
export type { CheckedDraft } from "./count-checks.ts";
export { countChecks } from "./count-checks.ts";
export { openBreakers } from "./open-breakers.ts";
export { registerBreakers } from "./routes.ts";
