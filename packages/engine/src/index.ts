export { createBreaker } from "./breaker/breaker.ts";
export type { Breaker, BreakerInput, BreakerOptions, BreakerOutput, OpenBreaker } from "./breaker/breaker.ts";
export { exceedsBudget } from "./breaker/budget.ts";
export { compile } from "./bundle/compile.ts";
export { dssePae } from "./dsse.ts";
export { parseInstant } from "./edge/instant.ts";
export type { Instant } from "./edge/instant.ts";
export { fromMinorUnits, toMinorUnits } from "./edge/minor-units.ts";
export { canonicalJson } from "./json/canonical-json.ts";
export { mergeRecord } from "./json/merge-record.ts";
export { subjectOf } from "./subject.ts";
export type {
  CompileOptions,
  Evaluation,
  EvaluationInput,
  Evaluator,
  FeatureValues,
  Pattern,
  RegexEngine,
  Verdict,
} from "./types.ts";
export { decide } from "./verdict/decide.ts";
