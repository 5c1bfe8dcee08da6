import type { LocalizedText } from "@probity/contracts";

/** Ways by which people are reached outside the console. */
export const waysOut = ["email", "sms", "message", "webhook"] as const;

/** One of {@link waysOut}. */
export type WayOut = (typeof waysOut)[number];

/** What a kind of notice is. */
export interface KindOfNotice {
  /** For the list of preferences. */
  readonly name: LocalizedText;
  /** `{name}` is filled in from the notice's data. */
  readonly title: LocalizedText;
  readonly text: LocalizedText;
  /** Ways on which it goes out unless the person says otherwise; the console is always one. */
  readonly ways: readonly WayOut[];
  /** Nobody can take it out of their own list in the console. @defaultValue false */
  readonly mandatory?: boolean;
  /** It waits for no digest and no end of quiet hours. @defaultValue false */
  readonly escalation?: boolean;
  /** Outside the console only its title is sent. @defaultValue false */
  readonly confidential?: boolean;
}

/** Every kind of notice (catalogue 9.7). A name is for ever: preferences and stored notices refer to it. */
export const noticeKindNames = [
  "approval.requested",
  "approval.reminded",
  "appeal.raised",
  "appeal.answered",
  "escalation.raised",
  "escalation.reminded",
  "escalation.review",
  "escalation.acted",
  "case.assigned",
  "case.mentioned",
  "supervision.raised",
  "risk.review",
  "item.assigned",
  "item.due",
  "item.overdue",
  "item.returned",
  "letter.sent",
  "letter.overdue",
  "letter.answered_late",
  "breaker.opened",
  "account.changed",
  "article.pushed",
  "report.made",
] as const;

/** One of {@link noticeKindNames}. */
export type NoticeKind = (typeof noticeKindNames)[number];

/** What each kind is. */
export const noticeKinds: Readonly<Record<NoticeKind, KindOfNotice>> = {
  "approval.requested": {
    name: { "zh-CN": "第二审批请求", en: "Second approval wanted" },
    title: { "zh-CN": "请您作为第二审批人审批", en: "You are asked as second approver" },
    text: {
      "zh-CN": "系统 {source} 的业务 {subject} 需要您在 {deadline} 前同意或拒绝。",
      en: "{subject} of {source} waits for you to agree or refuse until {deadline}.",
    },
    ways: ["email", "message"],
    mandatory: true,
  },
  "approval.reminded": {
    name: { "zh-CN": "第二审批催办", en: "Second approval still waits" },
    title: {
      "zh-CN": "催办：仍待您作为第二审批人审批",
      en: "Reminder: a second approval still waits for you",
    },
    text: {
      "zh-CN": "系统 {source} 的业务 {subject} 尚未审批，将于 {deadline} 到期。",
      en: "{subject} of {source} is not decided yet and expires at {deadline}.",
    },
    ways: ["email", "message", "sms"],
    mandatory: true,
  },
  "appeal.raised": {
    name: { "zh-CN": "收到申诉", en: "Appeal raised" },
    title: { "zh-CN": "有一件申诉待您复核", en: "An appeal waits for review" },
    text: {
      "zh-CN": "系统 {source} 业务 {subject} 的事前校验结果有人申诉，请复核并答复。",
      en: "Somebody holds what the pre-check of {subject} in {source} found to be a false alarm. Please answer.",
    },
    ways: ["message"],
  },
  "appeal.answered": {
    name: { "zh-CN": "申诉答复", en: "Appeal answered" },
    title: { "zh-CN": "您的申诉已有答复", en: "Your appeal was answered" },
    text: {
      "zh-CN": "您对系统 {source} 业务 {subject} 事前校验的申诉已有答复。",
      en: "Your appeal against the pre-check of {subject} in {source} was answered.",
    },
    ways: ["email", "message"],
    mandatory: true,
  },
  "case.assigned": {
    name: { "zh-CN": "问题分办", en: "Case assigned" },
    title: { "zh-CN": "一件问题分办给您", en: "A case was assigned to you" },
    text: { "zh-CN": "问题 {case} 由您承办。", en: "You are the handler of case {case}." },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "case.mentioned": {
    name: { "zh-CN": "评论中提及", en: "Mentioned in a comment" },
    title: { "zh-CN": "有人在问题的评论中提到您", en: "Somebody mentioned you in a comment" },
    text: { "zh-CN": "问题 {case} 的评论提到了您。", en: "A comment of case {case} mentions you." },
    ways: ["message"],
    confidential: true,
  },
  "risk.review": {
    name: { "zh-CN": "风险点复核到期", en: "Review of a risk point due" },
    title: { "zh-CN": "一个风险点待您复核", en: "A risk point waits for your review" },
    text: {
      "zh-CN": "风险点 {risk} 的复核于 {due} 到期。",
      en: "The review of risk point {risk} was due at {due}.",
    },
    ways: ["email", "message"],
  },
  "item.assigned": {
    name: { "zh-CN": "清单事项交办", en: "Item of a list given to you" },
    title: { "zh-CN": "一个清单事项交由您办理", en: "An item of a list is yours" },
    text: { "zh-CN": "清单事项 {item} 由您负责。", en: "You are the owner of item {item}." },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "item.due": {
    name: { "zh-CN": "清单事项即将到期", en: "Item of a list due soon" },
    title: { "zh-CN": "一个清单事项即将到期", en: "An item of a list is due soon" },
    text: { "zh-CN": "清单事项 {item} 应于 {due} 前完成。", en: "Item {item} is due on {due}." },
    ways: ["email", "message"],
    confidential: true,
  },
  "item.overdue": {
    name: { "zh-CN": "清单事项逾期", en: "Item of a list overdue" },
    title: { "zh-CN": "一个清单事项已逾期", en: "An item of a list is overdue" },
    text: { "zh-CN": "清单事项 {item} 应于 {due} 前完成，已逾期。", en: "Item {item} was due on {due}." },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "item.returned": {
    name: { "zh-CN": "整改退回", en: "Measure sent back" },
    title: { "zh-CN": "一项整改被退回", en: "A measure was sent back" },
    text: {
      "zh-CN": "整改事项 {item} 的销号申请被退回，请看理由并继续整改。",
      en: "Measure {item} was not signed off. See why, and go on.",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "letter.sent": {
    name: { "zh-CN": "文书发出", en: "Letter sent" },
    title: { "zh-CN": "一份文书已签发", en: "A letter was signed and sent" },
    text: { "zh-CN": "文书 {letter} 已签发。", en: "Letter {letter} was signed and sent." },
    ways: ["message"],
    confidential: true,
  },
  "letter.overdue": {
    name: { "zh-CN": "文书逾期未复", en: "Letter without its answer" },
    title: { "zh-CN": "一份文书逾期未复", en: "A letter has no answer by its date" },
    text: {
      "zh-CN": "文书 {letter} 已过回复期限，尚无回复。",
      en: "The answer to letter {letter} is overdue.",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "letter.answered_late": {
    name: { "zh-CN": "文书逾期回复", en: "Letter answered late" },
    title: { "zh-CN": "一份文书逾期回复", en: "A letter was answered late" },
    text: {
      "zh-CN": "文书 {letter} 已有回复，晚于回复期限。",
      en: "Letter {letter} was answered after its reply date.",
    },
    ways: ["message"],
    confidential: true,
  },
  "breaker.opened": {
    name: { "zh-CN": "规则熔断", en: "Breaker of a rule opened" },
    title: { "zh-CN": "规则 {rule} 已熔断", en: "The breaker of rule {rule} opened" },
    text: {
      "zh-CN": "规则 {rule} 在来源 {source} 的阻断超出预算，现改为要求说明理由。请核查后复位。",
      en: "Rule {rule} blocked more than its budget at {source}; it asks for reasons until somebody resets it.",
    },
    ways: ["email", "message"],
    mandatory: true,
  },
  "account.changed": {
    name: { "zh-CN": "账号变更", en: "Account changed" },
    title: { "zh-CN": "您的账号有变更", en: "Your account was changed" },
    text: {
      "zh-CN": "{by}：{change}。若与您无关，请联系审计人员。",
      en: "{by}: {change}. If you know nothing of it, tell an auditor.",
    },
    ways: ["email", "message"],
    mandatory: true,
  },
  "article.pushed": {
    name: { "zh-CN": "学习材料", en: "Teaching material" },
    title: { "zh-CN": "有一份学习材料发给您", en: "You were sent something to read" },
    text: {
      "zh-CN": "请阅读“{title}”；发给单位负责人的，请组织有关人员学习。",
      en: "Please read “{title}”. Whoever heads a unit goes through it with those concerned.",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "report.made": {
    name: { "zh-CN": "报告生成", en: "Report made" },
    title: { "zh-CN": "一份定期报告已生成", en: "A periodic report was made" },
    text: { "zh-CN": "报告 {report}：{title}", en: "Report {report}: {title}" },
    ways: ["email", "message"],
    confidential: true,
  },
  "supervision.raised": {
    name: { "zh-CN": "对监督人员的预警", en: "Alert about those who supervise" },
    title: { "zh-CN": "一条对监督人员的预警", en: "An alert about somebody who supervises" },
    text: {
      "zh-CN": "预警 {alert} 涉及监督人员自身的行为。",
      en: "Alert {alert} is about what a supervisor did.",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "escalation.raised": {
    name: { "zh-CN": "督办升级", en: "Escalation" },
    title: { "zh-CN": "督办升级：{escalationLevel} 级督办", en: "Escalated to level {escalationLevel}" },
    text: {
      "zh-CN": "{subject} 逾期未办结，已升级为 {escalationLevel} 级督办，原期限 {deadline}。",
      en: "{subject} is overdue since {deadline} and was handed up to escalation level {escalationLevel}.",
    },
    ways: ["email", "message", "sms", "webhook"],
    mandatory: true,
    escalation: true,
    confidential: true,
  },
  "escalation.reminded": {
    name: { "zh-CN": "期限提醒", en: "A deadline comes" },
    title: { "zh-CN": "一件问题即将到期", en: "A case is due soon" },
    text: {
      "zh-CN": "问题 {subject} 应于 {deadline} 前办理本环节，逾期将升级督办。",
      en: "Case {subject} is due at {deadline}; after that it is handed up.",
    },
    ways: ["email", "message"],
    confidential: true,
  },
  "escalation.review": {
    name: { "zh-CN": "请审核办理情况", en: "A handling is to be reviewed" },
    title: {
      "zh-CN": "法定环节超期，请审核责任单位的办理",
      en: "A statutory stage is overdue: review its handling",
    },
    text: {
      "zh-CN": "问题 {subject} 的法定环节已超期，由责任单位办理，请业务主管单位审核。",
      en: "Case {subject} is about an overdue statutory stage. The responsible unit handles it; your department reviews.",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
  "escalation.acted": {
    name: { "zh-CN": "督办措施", en: "A supervisor acted" },
    title: { "zh-CN": "督办单位对一件问题采取了措施", en: "A supervisor acted on a case" },
    text: {
      "zh-CN": "问题 {subject}（{escalationLevel} 级督办）：{act}",
      en: "Case {subject}, escalation level {escalationLevel}: {act}",
    },
    ways: ["email", "message"],
    mandatory: true,
    confidential: true,
  },
};

/** Whether a text is the name of a kind. */
export function isNoticeKind(name: string): name is NoticeKind {
  return Object.hasOwn(noticeKinds, name);
}

/** The kind of a name; undefined for one that a newer server wrote. */
export const kindOfNotice = (name: string): KindOfNotice | undefined =>
  isNoticeKind(name) ? noticeKinds[name] : undefined;
