import type { Locale } from "@probity/contracts";

/** Why nothing can be decided on a page. */
export type Ending =
  | "invalid"
  | "expired"
  | "withdrawn"
  | "agreedByYou"
  | "refusedByYou"
  | "agreedByOther"
  | "refusedByOther"
  | "notEligible"
  | "closed"
  | "failed";

/** The words of the page in one language. */
export interface PageTexts {
  readonly heading: string;
  readonly intro: string;
  readonly about: string;
  readonly requester: string;
  readonly you: string;
  readonly role: string;
  readonly source: string;
  readonly process: string;
  readonly askedAt: string;
  readonly deadline: string;
  readonly note: string;
  readonly findings: string;
  readonly noFindings: string;
  readonly level: (level: number) => string;
  readonly decide: string;
  readonly responsible: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly reasonHintGrave: string;
  readonly reasonMissing: string;
  readonly agree: string;
  readonly refuse: string;
  readonly personal: string;
  readonly other: string;
  readonly decidedAt: string;
  readonly yourReason: string;
  readonly endings: Readonly<Record<Ending, readonly [title: string, text: string]>>;
}

const zh: PageTexts = {
  heading: "第二审批",
  intro: "有一项办理须经您复核同意后方可继续。请核对以下内容后作出决定。",
  about: "办理内容",
  requester: "经办人",
  you: "复核人（您）",
  role: "复核角色",
  source: "业务系统",
  process: "业务流程编号",
  askedAt: "请求时间",
  deadline: "答复期限",
  note: "经办人说明",
  findings: "提示事项",
  noFindings: "本事项须由第二人复核。",
  level: (level) => `风险等级 ${level} 级`,
  decide: "您的决定",
  responsible: "同意或者不同意都将记入存证日志，并署您的姓名。",
  reason: "理由",
  reasonHint: "不同意时必填，至少十个字。",
  reasonHintGrave: "本事项涉及一级廉政风险：同意或者不同意都须填写理由，至少十个字。",
  reasonMissing: "请填写理由：一句完整的话，至少十个字。尚未作出任何决定。",
  agree: "同意",
  refuse: "不同意",
  personal: "此链接仅供您本人使用，请勿转发。",
  other: "English",
  decidedAt: "决定时间",
  yourReason: "您的理由",
  endings: {
    invalid: ["链接无效", "没有与此链接对应的请求。请检查链接是否完整，或者联系向您发出请求的人。"],
    expired: ["已过期限", "答复期限已过，这项请求不能再作决定。如仍需办理，经办人须重新校验并请求。"],
    withdrawn: ["已撤回", "请求已撤回，或者该事项已另行处理，不需要您再作决定。"],
    agreedByYou: ["您已同意", "您的决定已记录，可以关闭此页面。"],
    refusedByYou: ["您未同意", "您的决定已记录，可以关闭此页面。"],
    agreedByOther: ["已有他人同意", "另一位复核人已经作出决定，不需要您再处理。"],
    refusedByOther: ["已有他人不同意", "另一位复核人已经作出决定，不需要您再处理。"],
    notEligible: [
      "您不能复核此事项",
      "根据目前掌握的情况，您不能作为此事项的第二审批人。您的决定没有被采纳；如有疑问请联系监督部门。",
    ],
    closed: ["不能再作决定", "这项请求已不能再作决定。"],
    failed: ["暂时无法处理", "服务暂时不可用，您的决定没有被记录。请稍后再打开此链接。"],
  },
};

const en: PageTexts = {
  heading: "Second approval",
  intro: "An act may only go on if you agree to it. Please look at what is below, and decide.",
  about: "What is to be done",
  requester: "Requested by",
  you: "Second approver (you)",
  role: "Role",
  source: "Business system",
  process: "Process",
  askedAt: "Asked at",
  deadline: "Answer by",
  note: "Note of the requester",
  findings: "What was found",
  noFindings: "This case needs a second approver.",
  level: (level) => `risk level ${level}`,
  decide: "Your decision",
  responsible: "Whether you agree or refuse, it goes into the supervision log under your name.",
  reason: "Reason",
  reasonHint: "Needed if you refuse: at least ten characters.",
  reasonHintGrave:
    "This is an integrity risk of level 1: a reason is needed either way, at least ten characters.",
  reasonMissing:
    "Please write a reason: a whole sentence of at least ten characters. Nothing has been decided yet.",
  agree: "I agree",
  refuse: "I refuse",
  personal: "This link is yours alone. Please do not pass it on.",
  other: "中文",
  decidedAt: "Decided at",
  yourReason: "Your reason",
  endings: {
    invalid: [
      "This link is not valid",
      "There is no request behind it. Check that the link is complete, or ask whoever sent it to you.",
    ],
    expired: [
      "Too late",
      "The time to answer is over, so nothing can be decided any more. To go on, the requester has to ask again.",
    ],
    withdrawn: [
      "Withdrawn",
      "The request was withdrawn, or the matter was settled otherwise. You need not do anything.",
    ],
    agreedByYou: ["You agreed", "Your decision is recorded. You can close this page."],
    refusedByYou: ["You refused", "Your decision is recorded. You can close this page."],
    agreedByOther: [
      "Somebody else agreed",
      "Another approver has decided already. You need not do anything.",
    ],
    refusedByOther: [
      "Somebody else refused",
      "Another approver has decided already. You need not do anything.",
    ],
    notEligible: [
      "You cannot decide this",
      "By what is known now you may not be the second approver of this matter. Your answer was not taken. If you have questions, ask the supervision office.",
    ],
    closed: ["Nothing can be decided any more", "This request is closed."],
    failed: [
      "Not possible right now",
      "The service is not available. Your decision was not recorded. Please open the link again later.",
    ],
  },
};

/** The words of the page by language. */
export const pageTexts: Readonly<Record<Locale, PageTexts>> = { "zh-CN": zh, en };
