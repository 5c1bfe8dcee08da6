import { ProbityNotice } from "./element.ts";

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

declare global {
  interface HTMLElementTagNameMap {
    "probity-notice": ProbityNotice;
  }
}

// Importing it defines the element, once, however many copies a page has. On a server it does nothing.
if (typeof customElements !== "undefined" && customElements.get("probity-notice") === undefined)
  customElements.define("probity-notice", ProbityNotice);
