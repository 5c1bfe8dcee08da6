export { takeBack } from "./entity-sums.ts";
export { alignHalfLife } from "./half-life.ts";
export type { RatedEvent, ScoreKeeper } from "./score-keeper.ts";
export { createScoreKeeper } from "./score-keeper.ts";
