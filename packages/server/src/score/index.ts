export { AlertGroups } from "./alert-groups.ts";
export type { NoticeScore } from "./notices/index.ts";
export { dayIn, findNoticeRule, noticeRules } from "./notices/index.ts";
export type { RecordKey } from "./records.ts";
export { Records } from "./records.ts";
export type { EventScore, LogEvent } from "./score-event.ts";
export { scoreEvent } from "./score-event.ts";
export type { Scorer } from "./scorer.ts";
export { createScorer } from "./scorer.ts";
