export type { Scorer, ScorerLog } from "./scorer.ts";
export { createScorer } from "./scorer.ts";
export { scoreBatch } from "./score-batch.ts";
