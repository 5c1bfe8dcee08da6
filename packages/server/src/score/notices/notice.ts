import type { Evidence, Finding, Json, LocalizedText, RiskLevel } from "@probity/contracts";
import { noticeRules, type NoticeRuleId } from "./rules.ts";

/** One hit of a notice rule, before it becomes a finding. */
export interface Notice {
  readonly rule: NoticeRuleId;
  readonly level: RiskLevel;
  readonly message: LocalizedText;
  readonly evidence: readonly Evidence[];
  /** Tells several hits of one rule on one event apart. */
  readonly part?: string | undefined;
}

/** The finding of a notice. Nobody is asked for anything and no approver sees it: the act is past. */
export function findingOf({ rule, level, message, evidence, part }: Notice): Finding {
  const { version, class: track, name } = noticeRules[rule];
  return {
    rule,
    version,
    binding: part === undefined ? rule : `${rule} ${part}`,
    result: "hit",
    level,
    class: track,
    action: "observe",
    disclosure: "silent",
    name,
    message,
    evidence,
    params: {},
  };
}

const labels = {
  stream: ["数据流", "Stream"],
  fromSequence: ["起始序号", "First sequence number"],
  toSequence: ["末尾序号", "Last sequence number"],
  count: ["丢失事件数", "Events lost"],
  reason: ["原因", "Reason"],
  firstAt: ["最早", "First"],
  lastAt: ["最近", "Last"],
  detail: ["详情", "Detail"],
  sequence: ["序号", "Sequence number"],
  storedHash: ["日志中条目的哈希", "Hash of the entry in the log"],
  otherHash: ["另一条目的哈希", "Hash of the other entry"],
  otherHeader: ["另一条目", "The other entry"],
  lastSequence: ["最后序号", "Last sequence number"],
  lastHeard: ["最后消息", "Last heard"],
  intervalSeconds: ["心跳间隔（秒）", "Interval (seconds)"],
  countDate: ["对账日期", "Day"],
  type: ["事件类型", "Event type"],
  expected: ["业务系统笔数", "Counted by the business system"],
  actual: ["日志中的事件数", "Events in the log"],
  origin: ["日志", "Log"],
  size: ["树的大小", "Tree size"],
  since: ["自", "Since"],
  rule: ["规则", "Rule"],
  binding: ["绑定", "Binding"],
  decisionPoint: ["决策点", "Decision point"],
  day: ["日期", "Day"],
  blocked: ["被阻断的流程数", "Processes blocked"],
  checked: ["被校验的流程数", "Processes checked"],
  share: ["允许比例", "Share allowed"],
  atLeast: ["始终允许的数量", "Number always allowed"],
  scope: ["计数范围", "Counted over"],
  evaluated: ["适用的事件数", "Events to which it applied"],
  indeterminate: ["无法判断的事件数", "Events not judged"],
  reasons: ["主要原因", "Most frequent reasons"],
  precheck: ["校验编号", "Pre-check"],
  act: ["办理事件", "Event of the act"],
  bundleVersion: ["规则包版本", "Bundle version"],
  bundleHash: ["规则包哈希", "Hash of the bundle"],
  said: ["来源端记录而服务器未得出", "Recorded by the SDK, not found by the server"],
  found: ["服务器得出而来源端未记录", "Found by the server, not recorded by the SDK"],
  code: ["错误代码", "Error code"],
  outcome: ["校验答复", "Answer of the pre-check"],
  claimedOutcome: ["办理时所称答复", "Answer claimed"],
  judgedOutcome: ["办理后的判定", "Judged when it was done"],
  openedAt: ["校验时间", "Pre-checked at"],
  expiresAt: ["失效时间", "Expires at"],
  actAt: ["办理时间", "Done at"],
  draftHash: ["所校验内容的摘要", "Digest of what was checked"],
  actHash: ["所办理内容的摘要", "Digest of what was done"],
  ruleVersion: ["规则版本", "Version of the rule"],
  closed: ["已办结预警数", "Closed alerts"],
  confirmed: ["查实数（部分查实计半）", "Confirmed (a part as a half)"],
  floor: ["下限", "Floor"],
  request: ["变更申请", "Request"],
  by: ["人员", "Person"],
  at: ["时间", "At"],
  kind: ["类别", "Kind"],
  object: ["对象", "Object"],
  purpose: ["目的", "Purpose"],
  close: ["关联", "How close"],
  limit: ["限额", "Limit"],
  means: ["方式", "Means"],
  from: ["来自", "From"],
  graceSeconds: ["等待时间（秒）", "Waited (seconds)"],
} as const;

/** Evidence in the order given; what is not known is left out. */
export function evidenceOf(
  values: Readonly<Partial<Record<keyof typeof labels, Json | undefined>>>,
): readonly Evidence[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const [chinese, english] = labels[name as keyof typeof labels]; // the parameter has no other keys
    return [{ name, label: { "zh-CN": chinese, en: english }, value }];
  });
}
