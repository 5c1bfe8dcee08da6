export { AlertGroups } from "./alert-groups.ts";
export { dayIn, findNoticeRule, noticeRules } from "./notices/index.ts";
export { judgedEvent } from "./related.ts";
export type { RecordKey } from "./records.ts";
export { Records } from "./records.ts";
export type { EventScore, LogEvent, PreparedEvent } from "./score-event.ts";
export { judgeEvent, prepareEvent } from "./score-event.ts";
export type { Scorer } from "./scorer.ts";
export { createScorer } from "./scorer.ts";
