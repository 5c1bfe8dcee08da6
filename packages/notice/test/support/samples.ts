import type { NoticeApprovalAnswer, NoticeCandidate, NoticeDecision, NoticeInput } from "../../src/index.ts";

const sum = (amount: number): object => ({ amount, currency: "CNY" });

/** A hit as a full disclosure shows it, with what a host may add. */
export const highPrice: NoticeDecision["findings"][number] = {
  rule: "PROC-PRC-006",
  version: "1.0.0",
  result: "hit",
  name: { "zh-CN": "中标价接近最高限价", en: "Award close to the ceiling" },
  message: {
    "zh-CN": "中标价 978,000.00 元，为最高限价的 97.8%，超过 97% 的提示线。",
    en: "The award of CNY 978,000.00 is 97.8 % of the ceiling, above the line of 97 %.",
  },
  evidence: [
    { label: { "zh-CN": "中标价", en: "Award" }, value: sum(97_800_000) },
    { label: { "zh-CN": "最高限价", en: "Ceiling" }, value: sum(100_000_000) },
    { label: { "zh-CN": "占比", en: "Share" }, value: 0.978 },
  ],
  basis: [
    {
      text: { "zh-CN": "招标投标法实施条例第四十条", en: "Tendering Regulation, article 40" },
      href: "/basis/40",
    },
  ],
  field: "amount",
};

/** A finding of which only advice is disclosed. */
export const generic: NoticeDecision["findings"][number] = {
  result: "hit",
  name: { "zh-CN": "需要核对", en: "Needs a check" },
  message: {
    "zh-CN": "投标人之间的报价关系需要澄清，请由另一人复核后再定标。",
    en: "A relation between the prices of the bidders needs clarification. Another person must review it.",
  },
};

const late: NoticeDecision["findings"][number] = {
  rule: "GEN-PRE-001",
  version: "1.1.0",
  result: "hit",
  name: { "zh-CN": "投标文件逾期送达", en: "The bid came after the deadline" },
  message: {
    "zh-CN": "第一名的投标文件在截止时间之后 14 分钟才收到，依法应当拒收，不能定标。",
    en: "The first-ranked bid was received 14 minutes after the deadline. It must be rejected and cannot win.",
  },
  evidence: [
    { label: { "zh-CN": "截止时间", en: "Deadline" }, value: "2026-05-06T09:00:00+08:00" },
    { label: { "zh-CN": "收到时间", en: "Received" }, value: "2026-05-06T09:14:00+08:00" },
  ],
  basis: ["招标投标法第二十八条"],
};

/** A decision of that outcome. */
export const decisionOf = (
  outcome: NoticeDecision["outcome"],
  more: Partial<NoticeDecision> = {},
): NoticeDecision => ({
  decisionId: `d-${outcome}`,
  outcome,
  findings:
    outcome === "allow"
      ? []
      : [outcome === "block" ? late : outcome === "second_approver" ? generic : highPrice],
  degraded: false,
  degradedReasons: [],
  token: `token-of-${outcome}`,
  ...more,
});

export const candidates: readonly NoticeCandidate[] = [
  {
    personId: "p-zhao-jing",
    name: { "zh-CN": "赵静", en: "Zhao Jing" },
    note: { "zh-CN": "复核审批", en: "Second approver" },
  },
  { personId: "p-chen-wei", name: { "zh-CN": "陈伟", en: "Chen Wei" }, eligible: true },
  { personId: "p-li-qiang", name: { "zh-CN": "李强", en: "Li Qiang" }, eligible: false },
];

/** What the server answered about a request in that state. */
export const approvalOf = (
  state: Extract<NoticeApprovalAnswer, { ok: true }>["approval"]["state"],
  more: object = {},
): NoticeApprovalAnswer => ({
  ok: true,
  approval: {
    state,
    candidates: candidates.slice(0, 1),
    deadline: "2026-05-07T10:00:00+08:00",
    ...(state === "agreed" && { approverId: "p-zhao-jing", validUntil: "2026-05-06T18:30:00+08:00" }),
    ...(state === "refused" && { approverId: "p-zhao-jing", reason: "请先核实两家报价的来源" }),
    ...more,
  },
  ...(state === "agreed" && { token: "token-of-the-agreement" }),
});

/** A page's worth of settings: what a host sets on the element. */
export interface Scene {
  readonly decision: NoticeInput;
  readonly candidates?: readonly NoticeCandidate[];
  readonly approval?: NoticeApprovalAnswer;
  readonly appeal?: "sent" | "failed";
  readonly attributes?: Readonly<Record<string, string>>;
}

const unavailable = { degraded: true, degradedReasons: ["PROBITY_E_RULE_UNAVAILABLE"] };
const asked = { decision: decisionOf("second_approver"), candidates };

/** Every state that there is, by a name for tests and pictures. */
export const scenes: Readonly<Record<string, Scene>> = {
  unchecked: { decision: null },
  checking: { decision: "checking" },
  allow: { decision: decisionOf("allow") },
  warn: { decision: decisionOf("warn", { findings: [highPrice, generic, late, highPrice] }) },
  "warn-optional": { decision: decisionOf("warn"), attributes: { acknowledge: "optional" } },
  "warn-reported": { decision: decisionOf("warn"), appeal: "sent" },
  justify: {
    decision: decisionOf("justify", { degraded: true, degradedReasons: ["PROBITY_E_RULE_WEAKENED"] }),
  },
  "second-approver": asked,
  nobody: { decision: decisionOf("second_approver") },
  "not-asked": { ...asked, approval: { ok: false, code: "PROBITY_E_APPROVAL_NOBODY" } },
  waiting: { ...asked, approval: approvalOf("open") },
  agreed: { ...asked, approval: approvalOf("agreed") },
  refused: { ...asked, approval: approvalOf("refused") },
  expired: { ...asked, approval: approvalOf("expired") },
  withdrawn: { ...asked, approval: approvalOf("withdrawn") },
  block: { decision: decisionOf("block") },
  "block-appealed": { decision: decisionOf("block"), appeal: "sent" },
  "unreachable-open": { decision: decisionOf("allow", unavailable) },
  "unreachable-closed": { decision: "unreachable" },
  readonly: { decision: decisionOf("warn"), attributes: { readonly: "" } },
};
