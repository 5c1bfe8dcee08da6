export { dayIn } from "./day.ts";
export { findNotices, withNotice } from "./find-notices.ts";
export { findNoticeRule, noticeRules } from "./rules.ts";
