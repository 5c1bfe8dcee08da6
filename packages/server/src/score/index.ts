export { findNoticeRule, noticeRules } from "./notices/index.ts";
export type { Scorer } from "./scorer.ts";
export { createScorer } from "./scorer.ts";
