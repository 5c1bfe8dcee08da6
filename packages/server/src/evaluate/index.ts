export { calibrateDaily } from "./calibrate.ts";
export { labelFromCase } from "./case-labels.ts";
export { takeBack } from "./entity-sums.ts";
export { alignHalfLife } from "./half-life.ts";
export { registerEvaluation } from "./evaluation-routes.ts";
export { calibrationOptions } from "./options.ts";
export type { RatedEvent, ScoreKeeper } from "./score-keeper.ts";
export { createScoreKeeper } from "./score-keeper.ts";
export { registerScores } from "./score-routes.ts";
