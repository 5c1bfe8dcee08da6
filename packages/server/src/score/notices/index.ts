export { dayIn } from "./day.ts";
export type { NoticeScore } from "./find-notices.ts";
export { findNotices, withNotice } from "./find-notices.ts";
export type { SupervisionLimits } from "./supervision-notices.ts";
export { findNoticeRule, noticeRules } from "./rules.ts";
