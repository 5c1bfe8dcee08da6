import type { LocalizedText, RiskLevel, RuleClass } from "@probity/contracts";
import { supervisionRules } from "./supervision-rules.ts";

/** A rule about the reporting itself. It is part of the server: in force at every source, without any bundle (LO-6). */
export interface NoticeRule {
  readonly version: string;
  /** Event type that it looks at. */
  readonly at: string;
  /** Of its gravest hit; 1 is the highest. */
  readonly level: RiskLevel;
  readonly class: RuleClass;
  /** Whose hits share an alert: those of one subject (a stream, a binding, a rule), or all of a source. */
  readonly group: "subject" | "source";
  readonly name: LocalizedText;
  readonly explanation: LocalizedText;
}

/** Id of a {@link NoticeRule}. Ids are for ever. */
export type NoticeRuleId =
  | "LOG-GAP-001"
  | "LOG-EQV-001"
  | "LOG-SIL-001"
  | "LOG-TAL-001"
  | "LOG-WIT-001"
  | "PRE-ANS-001"
  | "PRE-BYP-001"
  | "PRE-CHG-001"
  | "PRE-DEG-001"
  | "PRE-EXP-001"
  | "PRE-OPN-001"
  | "RUL-BND-001"
  | "RUL-BRK-001"
  | "RUL-IND-001"
  | "RUL-PAR-001"
  | "RUL-PRC-001"
  | "SUP-CLS-001"
  | "SUP-LGN-001"
  | "SUP-OFF-001"
  | "SUP-OWN-001"
  | "SUP-RDS-001";

/** Every notice rule by id. */
export const noticeRules: Readonly<Record<NoticeRuleId, NoticeRule>> = {
  "LOG-GAP-001": {
    version: "1.0.0",
    at: "stream.gap",
    level: 2,
    class: "integrity",
    group: "source",
    name: { "zh-CN": "数据流缺口", en: "Gap in a stream" },
    explanation: {
      "zh-CN":
        "来源申报了缺口：有事件没有进入日志，或须换流续传。缺口可能是故障，也可能是有人删除了本地暂存。",
      en: "The source declared a hole: events never reached the log, or had to be written again in another stream. It may be a fault; it may be a spool that somebody deleted.",
    },
  },
  "LOG-EQV-001": {
    version: "1.0.0",
    at: "stream.equivocation",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "同一序号两套记录", en: "Two histories of one stream" },
    explanation: {
      "zh-CN":
        "同一数据流的同一序号先后出现两个不同的条目。多因复制或回滚了机器、暂存目录，也可能是事后改写记录。",
      en: "The source sent another entry under a sequence number that it had used. Usually a copied or restored machine or spool; possibly an attempt to rewrite what was reported.",
    },
  },
  "LOG-SIL-001": {
    version: "1.0.0",
    at: "source.silent",
    level: 2,
    class: "business",
    group: "subject",
    name: { "zh-CN": "数据源静默", en: "Source fell silent" },
    explanation: {
      "zh-CN": "数据流超过三个心跳间隔没有消息，也没有正常关闭。静默期间发生的行权行为不受监督。",
      en: "The stream neither spoke for three of its intervals nor was it closed. Acts done meanwhile are not supervised.",
    },
  },
  "LOG-TAL-001": {
    version: "1.0.0",
    at: "source.tally",
    level: 2,
    class: "integrity",
    group: "source",
    name: { "zh-CN": "日终对账不符", en: "Daily count does not fit" },
    explanation: {
      "zh-CN": "业务系统自报的当日笔数与日志中的事件数不同：有行为没有上报，或上报了业务系统中没有的行为。",
      en: "What the business system counted in its own tables is not what the log holds for that day: acts were not reported, or reported acts are not in the system.",
    },
  },
  "LOG-WIT-001": {
    version: "1.0.0",
    at: "log.unwitnessed",
    level: 2,
    class: "business",
    group: "source",
    name: { "zh-CN": "日志缺少外部见证", en: "Log without witnesses" },
    explanation: {
      "zh-CN": "见证方未在规定时间内达到法定数量。恢复之前，只有本机构自己能证明日志未被改写。",
      en: "Too few witnesses co-signed for too long. Until they do again, only the operator vouches that the log was not rewritten.",
    },
  },
  "PRE-ANS-001": {
    version: "1.0.0",
    at: "precheck.act.flagged",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "办理所称校验答复不实", en: "Act claims another answer" },
    explanation: {
      "zh-CN":
        "办理记录（或校验的关闭记录）所称的答复与当时记录的答复不同：业务系统有缺陷，或有人伪造校验结果。依据 GEN-WRN-001 (b)。",
      en: "The act, or the closing of its pre-check, claims another answer than the pre-check had given: a defect of the business system, or a forged decision. Part (b) of GEN-WRN-001.",
    },
  },
  "PRE-BYP-001": {
    version: "1.0.0",
    at: "precheck.act.flagged",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "绕过前置校验", en: "Pre-check bypassed" },
    explanation: {
      "zh-CN":
        "办理时该事项有须前置校验的规则（动作高于观察），等待期满后仍没有对该事项的校验记录。依据 GEN-WRN-001 (a)。",
      en: "Rules that do more than observe were in force for this act, and after the time of grace no pre-check of it is known. Part (a) of GEN-WRN-001.",
    },
  },
  "PRE-CHG-001": {
    version: "1.0.0",
    at: "precheck.act.flagged",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "校验后内容被改动", en: "Content changed after its pre-check" },
    explanation: {
      "zh-CN": "所办理内容的摘要与所校验草稿的摘要不同：通过校验的不是这件事。依据 GEN-WRN-001 (e)。",
      en: "The digest of what was done is not that of the draft that was checked: something else passed the pre-check. Part (e) of GEN-WRN-001.",
    },
  },
  "PRE-DEG-001": {
    version: "1.0.0",
    at: "precheck.act.flagged",
    level: 2,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "降级放行的事项本应受阻", en: "Let through by a degraded pre-check" },
    explanation: {
      "zh-CN":
        "前置校验时有规则未能检查（服务器未应答、数据未及时读到），按绑定的失败策略答复；事项办理后重新判定，规则要求的处理高于当时的答复。应复核该事项，并查明服务器为何未应答。",
      en: "Some rules could not be checked at the pre-check (no server, or no data in time), so it followed their failure policy. Judged again when the act was done, they ask for more than was asked then. Review the act, and find out why the server did not answer.",
    },
  },
  "PRE-EXP-001": {
    version: "1.0.0",
    at: "precheck.act.flagged",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "校验失效后办理", en: "Done after the pre-check expired" },
    explanation: {
      "zh-CN": "办理时间晚于前置校验的失效时间；其间规则、参数和事实可能已变。依据 GEN-WRN-001 (d)。",
      en: "The act is later than the end of its pre-check; rules, parameters and facts may have changed meanwhile. Part (d) of GEN-WRN-001.",
    },
  },
  "PRE-OPN-001": {
    version: "1.0.0",
    at: "precheck.decision.recorded",
    level: 1,
    class: "integrity",
    group: "subject",
    name: { "zh-CN": "前置校验未关闭", en: "Pre-check never closed" },
    explanation: {
      "zh-CN":
        "前置校验的答复不是放行，失效前既未办理也未放弃。可能是办理人离开，也可能是事情在系统之外办了；有办理记录而无关闭记录时为一级。",
      en: "A pre-check answered something else than allow and was neither committed nor given up before it expired. The person may have left it; or the act was done elsewhere. Level 1 where an act named it that nobody reported as committed.",
    },
  },
  "RUL-BND-001": {
    version: "1.0.0",
    at: "bundle.version.refused",
    level: 1,
    class: "integrity",
    group: "source",
    name: { "zh-CN": "规则包被拒绝", en: "Bundle refused" },
    explanation: {
      "zh-CN":
        "来源收到的规则包未通过验证（签名、版本、来源或格式），继续使用上一份有效规则包。可能是密钥配置错误，也可能是有人篡改或回退了规则。",
      en: "A source was offered a bundle that does not verify: signature, version, source or form. It keeps the last good one. It may be a wrong key; it may be an attempt to change or roll back the rules.",
    },
  },
  "RUL-BRK-001": {
    version: "1.0.0",
    at: "rule.breaker.opened",
    level: 2,
    class: "business",
    group: "subject",
    name: { "zh-CN": "阻断超出预算，已熔断", en: "Blocking beyond its budget" },
    explanation: {
      "zh-CN":
        "某绑定当日阻断的流程超出预算，已改为要求说明理由，决定标记为降级。请核查规则、参数与数据；确认无误后由专人写明原因复位。",
      en: "A binding blocked more processes of a day than its budget allows. It asks for reasons instead, and each decision says that it is degraded. Look at the rule, its parameters and the data; when it is right, a person resets the breaker with a reason.",
    },
  },
  "RUL-IND-001": {
    version: "1.0.0",
    at: "rule.indeterminate.exceeded",
    level: 3,
    class: "business",
    group: "subject",
    name: { "zh-CN": "规则无法判断过多", en: "Rule cannot judge too often" },
    explanation: {
      "zh-CN": "规则对当日过多事件无法判断，通常因来源缺少数据。补齐之前，该规则在此来源形同虚设。",
      en: "The rule could not judge too large a share of a day's events, usually because the source leaves data out. Until it is sent, the rule does not protect there.",
    },
  },
  "RUL-PAR-001": {
    version: "1.0.0",
    at: "rule.parity.diverged",
    level: 1,
    class: "integrity",
    group: "source",
    name: { "zh-CN": "前后端判定不一致", en: "Decision differs from its replay" },
    explanation: {
      "zh-CN":
        "服务器用同一规则包重算已办理事项，结果与来源端前置校验记录不同：来源端程序被改动，或记录被篡改，也可能是版本缺陷。",
      en: "The server judged an act again with the very bundle that the source's SDK had used, and found something else than what the SDK recorded: changed code, a changed record, or a defect of a version.",
    },
  },
  "RUL-PRC-001": {
    version: "1.0.0",
    at: "rule.precision.fell",
    level: 3,
    class: "business",
    group: "subject",
    name: { "zh-CN": "规则准确率低于下限", en: "Precision below its floor" },
    explanation: {
      "zh-CN":
        "规则的已办结预警中查实过少。请核查规则、参数与数据；已在来源处绑定为高于观察的，服务器提出降为观察的申请，由两人决定。",
      en: "Too few of the closed alerts of a rule were confirmed. Look at the rule, its parameters and the data. Where it does more than observe, the server has asked for less; two people decide.",
    },
  },
  ...supervisionRules,
};

/** The notice rule with this id; undefined when a model has the rule. */
export const findNoticeRule = (id: string): NoticeRule | undefined =>
  Object.hasOwn(noticeRules, id) ? noticeRules[id as NoticeRuleId] : undefined; // checked beside it
