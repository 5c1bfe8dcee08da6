export type { ShadowBatch } from "./shadow-batch.ts";
export type { HitPlace, ShadowReport } from "./shadow-report.ts";
export { listShadowHits, readShadowReport } from "./shadow-report.ts";
export { enterShadow, leaveShadow } from "./shadow-steps.ts";
export type { Shadows } from "./shadows.ts";
export { createShadows } from "./shadows.ts";
