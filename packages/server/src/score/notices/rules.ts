import type { LocalizedText, RiskLevel, RuleClass } from "@probity/contracts";

/** A rule about the reporting itself. It is part of the server: in force at every source, without any bundle (LO-6). */
export interface NoticeRule {
  readonly version: string;
  /** Event type that it looks at. */
  readonly at: string;
  /** Of its gravest hit; 1 is the highest. */
  readonly level: RiskLevel;
  readonly class: RuleClass;
  /** Whose hits share an alert: those of one stream, or all of a source. */
  readonly group: "stream" | "source";
  readonly name: LocalizedText;
  readonly explanation: LocalizedText;
}

/** Id of a {@link NoticeRule}. Ids are for ever. */
export type NoticeRuleId = "LOG-GAP-001" | "LOG-EQV-001" | "LOG-SIL-001" | "LOG-TAL-001" | "LOG-WIT-001";

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
    group: "stream",
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
    group: "stream",
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
};

/** The notice rule with this id; undefined when a model has the rule. */
export const findNoticeRule = (id: string): NoticeRule | undefined =>
  Object.hasOwn(noticeRules, id) ? noticeRules[id as NoticeRuleId] : undefined; // checked beside it
