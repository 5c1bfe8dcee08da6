import { define } from "./define.ts";
import { en } from "./texts/en.ts";
import { zh } from "./texts/zh-CN.ts";

export { ProbityNotice } from "./element.ts";
export type { NoticeAnswers } from "./element.ts";
export type {
  NoticeAppeal,
  NoticeApproval,
  NoticeApprovalAnswer,
  NoticeBasis,
  NoticeCandidate,
  NoticeDecision,
  NoticeEvidence,
  NoticeFinding,
  NoticeInput,
  NoticeReason,
} from "./decision.ts";
export type { NoticeEvent, NoticeEventDetails, NoticeEventName } from "./events.ts";
export type { NoticeState } from "./state.ts";
export type { LocalizedText } from "./plain-text.ts";

// Importing it defines the element.
define({ "zh-CN": zh, en });
