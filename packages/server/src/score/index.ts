export type { Scorer } from "./scorer.ts";
export { createScorer } from "./scorer.ts";
