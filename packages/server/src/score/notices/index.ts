export { findNotices, withNotice } from "./find-notices.ts";
export type { NoticeRule } from "./rules.ts";
export { findNoticeRule, noticeRules } from "./rules.ts";
