import type { NoticeReason } from "./decision.ts";
import type { Locale } from "./plain-text.ts";
import type { NoticeState } from "./state.ts";

/** Fewest and most characters of a written reason. */
export const shortestReason = 10;
/** The most that is taken. */
export const longestReason = 2000;

interface Texts {
  /** Heading and explanation of each state. */
  readonly states: { readonly [state in NoticeState]: readonly [heading: string, lead: string] };
  readonly acknowledged: string;
  readonly withdrawn: readonly [string, string];
  readonly expired: readonly [string, string];
  readonly agreedBy: (name: string) => string;
  readonly refusedBy: (name: string) => string;
  readonly asked: (names: string) => string;
  readonly until: (moment: string) => string;
  readonly submitBy: (moment: string) => string;
  readonly opinion: string;
  readonly somebody: string;
  readonly and: string;
  readonly colon: string;
  readonly more: (count: number) => string;
  readonly seen: (count: number) => string;
  readonly basis: string;
  readonly toField: string;
  readonly weakened: string;
  readonly unchecked: string;
  readonly acknowledge: string;
  readonly falseAlarm: string;
  readonly reason: string;
  readonly chooseReason: string;
  readonly reasonMissing: string;
  readonly explanation: string;
  readonly explanationHint: string;
  readonly tooShort: string;
  readonly count: (used: number) => string;
  readonly approver: string;
  readonly ask: string;
  readonly nobody: string;
  readonly notAsked: (code: string) => string;
  readonly remind: string;
  readonly reminded: string;
  readonly fix: string;
  readonly retry: string;
  readonly appeal: string;
  readonly appealTitle: string;
  readonly falseAlarmTitle: string;
  readonly appealHint: string;
  readonly appealSend: string;
  readonly appealSending: string;
  readonly appealSent: string;
  readonly falseAlarmSent: string;
  readonly appealFailed: string;
}

const zh: Texts = {
  states: {
    unchecked: ["尚未检查", "提交之前须先检查。"],
    checking: ["正在检查……", ""],
    allow: ["可以办理", "没有发现问题。"],
    warn: ["请注意风险", "确认知悉后可以继续，您的确认会记录在案。"],
    justify: ["请说明理由", "写明理由后可以继续，理由随本次决定一并上报。"],
    "second-approver": ["须由另一人复核", "您不能单独决定。请选择一位同事，对方同意后才能办理。"],
    waiting: ["等待复核", ""],
    agreed: ["对方已同意", "可以办理。"],
    "not-agreed": ["对方不同意", "本次不能办理。请按意见修改后重新检查。"],
    block: ["不能办理", "违反强制性规定。请返回修改，再重新检查。"],
    "unreachable-open": [
      "可以办理，但检查不完整",
      "部分规则这次没能检查。记录保存在本机，恢复后自动上报、补查。",
    ],
    "unreachable-closed": ["暂时无法检查", "这类业务须检查后才能办理。填写的内容还在，请稍后重新检查。"],
  },
  acknowledged: "您已确认知悉，可以继续。",
  withdrawn: ["复核请求已撤回", "本次不能办理。如仍需办理，请重新检查。"],
  expired: ["没有人按时复核", "本次不能办理。请重新检查，再送请复核。"],
  agreedBy: (name) => `${name}已同意`,
  refusedBy: (name) => `${name}不同意`,
  asked: (names) => `已送请${names}复核，对方同意后才能办理。`,
  until: (moment) => `截止 ${moment}。`,
  submitBy: (moment) => `请在 ${moment} 前提交。`,
  opinion: "意见",
  somebody: "复核人",
  and: "、",
  colon: "：",
  more: (count) => `另有 ${count} 项提示`,
  seen: (count) => `另有 ${count} 项，您此前已确认知悉`,
  basis: "依据",
  toField: "去修改这一项",
  weakened: "这条规则今天阻断的事项过多，已改为要求说明理由，待负责人核查。",
  unchecked: "部分规则这次没能检查，事后会补查。",
  acknowledge: "我已知悉，继续",
  falseAlarm: "报告误报",
  reason: "理由类别",
  chooseReason: "请选择",
  reasonMissing: "请选择理由类别。",
  explanation: "具体说明",
  explanationHint: `写明事实和依据，至少 ${shortestReason} 个字`,
  tooShort: `说明太短，至少写 ${shortestReason} 个字。`,
  count: (used) => `${used} / ${longestReason}`,
  approver: "复核人",
  ask: "送请复核",
  nobody: "没有可以复核的人，请联系本单位管理员。",
  notAsked: (code) =>
    code === "PROBITY_E_APPROVAL_NOBODY"
      ? "这位同事经办过此事，或与经办人关系过近，不能复核。请另选他人。"
      : `没能送出，请稍后再试（${code}）。`,
  remind: "提醒对方",
  reminded: "已提醒",
  fix: "返回修改",
  retry: "重新检查",
  appeal: "申诉",
  appealTitle: "申诉理由",
  falseAlarmTitle: "为什么是误报",
  appealHint: "由规则负责人答复。答复之前，检查结果不变。",
  appealSend: "提交",
  appealSending: "正在提交……",
  appealSent: "申诉已提交，由规则负责人答复。答复之前仍不能办理。",
  falseAlarmSent: "误报已提交，由规则负责人答复。",
  appealFailed: "没能提交，请稍后再试。",
};

const en: Texts = {
  states: {
    unchecked: ["Not checked yet", "Check before you submit."],
    checking: ["Checking …", ""],
    allow: ["May go on", "Nothing was found."],
    warn: [
      "Please note this risk",
      "You may go on once you have confirmed it. Your confirmation is recorded.",
    ],
    justify: [
      "Give your reasons",
      "You may go on with written reasons. They are reported with the decision.",
    ],
    "second-approver": [
      "Another person must agree",
      "You cannot decide this alone. Choose a colleague; it can go on once they agree.",
    ],
    waiting: ["Waiting for a second person", ""],
    agreed: ["Agreed", "It may go on."],
    "not-agreed": ["Not agreed", "It cannot go on like this. Correct it as advised, then check again."],
    block: ["Cannot go on", "It breaks a mandatory rule. Go back and correct it, then check again."],
    "unreachable-open": [
      "May go on, not fully checked",
      "Some rules could not be checked. The record is kept on this machine, sent later and checked then.",
    ],
    "unreachable-closed": [
      "Cannot be checked now",
      "This kind of act needs a check first. What you entered is still here; check again in a while.",
    ],
  },
  acknowledged: "You have confirmed it and may go on.",
  withdrawn: ["The request was withdrawn", "It cannot go on. Check again if it is still needed."],
  expired: ["Nobody answered in time", "It cannot go on. Check again, then ask again."],
  agreedBy: (name) => `${name} agreed`,
  refusedBy: (name) => `${name} did not agree`,
  asked: (names) => `${names} has been asked. It can go on once they agree.`,
  until: (moment) => `Deadline: ${moment}.`,
  submitBy: (moment) => `Submit before ${moment}.`,
  opinion: "Opinion",
  somebody: "The second person",
  and: ", ",
  colon: ": ",
  more: (count) => `${count} more`,
  seen: (count) => `${count} more that you confirmed before`,
  basis: "Basis",
  toField: "Go to this field",
  weakened:
    "This rule has blocked too much today and asks for reasons instead until its owner has looked at it.",
  unchecked: "Some rules could not be checked this time; they are checked afterwards.",
  acknowledge: "I understand, continue",
  falseAlarm: "Report a false alarm",
  reason: "Kind of reason",
  chooseReason: "Please choose",
  reasonMissing: "Choose the kind of reason.",
  explanation: "Explanation",
  explanationHint: `The facts and the ground, at least ${shortestReason} characters`,
  tooShort: `Too short; write at least ${shortestReason} characters.`,
  count: (used) => `${used} / ${longestReason}`,
  approver: "Second approver",
  ask: "Ask for agreement",
  nobody: "There is nobody who may agree. Contact your administrator.",
  notAsked: (code) =>
    code === "PROBITY_E_APPROVAL_NOBODY"
      ? "This colleague worked on it, or is too close to somebody who did. Choose another one."
      : `Nobody could be asked; try again later (${code}).`,
  remind: "Remind",
  reminded: "Reminded",
  fix: "Go back and fix",
  retry: "Check again",
  appeal: "Appeal",
  appealTitle: "Grounds of the appeal",
  falseAlarmTitle: "Why it is a false alarm",
  appealHint: "The owner of the rule answers. Until then the result stays.",
  appealSend: "Send",
  appealSending: "Sending …",
  appealSent: "The appeal was sent to the owner of the rule. Until it is answered this cannot go on.",
  falseAlarmSent: "The report was sent to the owner of the rule.",
  appealFailed: "It could not be sent; try again later.",
};

/** Every text of the notice. */
export const texts: { readonly [locale in Locale]: Texts } = { "zh-CN": zh, en };

/** The kinds of reason that are offered unless the host names its own. */
export const defaultReasons: readonly NoticeReason[] = [
  { code: "urgent", label: { "zh-CN": "情况紧急", en: "Urgent" } },
  { code: "no_alternative", label: { "zh-CN": "别无其他选择", en: "No alternative" } },
  { code: "decided_above", label: { "zh-CN": "上级或集体决定", en: "Decided by a superior or a meeting" } },
  { code: "verified", label: { "zh-CN": "已核实，情况属实", en: "Checked and found correct" } },
  { code: "other", label: { "zh-CN": "其他", en: "Other" } },
];
