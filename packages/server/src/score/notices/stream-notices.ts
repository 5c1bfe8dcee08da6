import type { BuiltinEvents, LocalizedText } from "@probity/contracts";
import { evidenceOf, type Notice } from "./notice.ts";

const reasons: Readonly<Record<string, LocalizedText>> = {
  damaged: { "zh-CN": "本地暂存损坏", en: "the spool was damaged" },
  refused: { "zh-CN": "被拒绝接收", en: "they were refused" },
  gap: { "zh-CN": "服务器要求的序号不同", en: "the server expected another sequence number" },
  equivocation: { "zh-CN": "同一序号已有另一条目", en: "another entry had the same number" },
  full: { "zh-CN": "本地暂存已满", en: "the spool was full" },
  memory: { "zh-CN": "磁盘和内存均已用尽", en: "disk and memory were used up" },
};

/** LOG-GAP-001: graver when something is lost for certain than when all of it follows in another stream. */
export function gapNotice({ gap }: BuiltinEvents["stream.gap"]): Notice {
  const { stream, fromSequence, toSequence, count, reason, firstAt, lastAt, detail } = gap;
  const why = reasons[reason] ?? { "zh-CN": reason, en: reason };
  const chinese = stream === undefined ? "来源" : `数据流 ${stream} `;
  const english = stream === undefined ? "The source" : `Stream ${stream}`;
  return {
    rule: "LOG-GAP-001",
    level: count > 0 ? 2 : 3,
    message:
      count > 0
        ? {
            "zh-CN": `${chinese}有 ${count} 个事件未能进入日志：${why["zh-CN"]}。`,
            en: `${english} lost ${count} events before they reached the log: ${why.en}.`,
          }
        : {
            "zh-CN": `${chinese}中断，其余事件换流续传，没有确定的丢失：${why["zh-CN"]}。`,
            en: `${english} broke off and goes on in another; nothing is lost for certain: ${why.en}.`,
          },
    evidence: evidenceOf({ stream, fromSequence, toSequence, count, reason, firstAt, lastAt, detail }),
  };
}

/** LOG-EQV-001. */
export function equivocationNotice({ equivocation }: BuiltinEvents["stream.equivocation"]): Notice {
  const { stream, sequence, storedHash, otherHash, otherHeader } = equivocation;
  return {
    rule: "LOG-EQV-001",
    level: 1,
    message: {
      "zh-CN": `数据流 ${stream} 在序号 ${sequence} 下发来了与日志不同的条目；日志中的保持不变。`,
      en: `Stream ${stream} sent another entry under sequence number ${sequence}; the one in the log stays.`,
    },
    evidence: evidenceOf({ stream, sequence, storedHash, otherHash, otherHeader }),
  };
}

/** LOG-SIL-001. */
export function silenceNotice(
  { silence }: BuiltinEvents["source.silent"],
  when: (moment: string) => string,
): Notice {
  const { stream, lastSequence, lastAt, intervalSeconds } = silence;
  return {
    rule: "LOG-SIL-001",
    level: 2,
    message: {
      "zh-CN": `数据流 ${stream} 自 ${when(lastAt)} 起没有消息，也没有关闭。`,
      en: `Stream ${stream} has said nothing since ${when(lastAt)} and was not closed.`,
    },
    evidence: evidenceOf({ stream, lastHeard: lastAt, intervalSeconds, lastSequence }),
  };
}

/** LOG-WIT-001. */
export function witnessNotice(
  { witness }: BuiltinEvents["log.unwitnessed"],
  when: (moment: string) => string,
): Notice {
  const { origin, size, since, detail } = witness;
  return {
    rule: "LOG-WIT-001",
    level: 2,
    message: {
      "zh-CN": `日志 ${origin} 自 ${when(since)} 起没有足够的见证签名。`,
      en: `Log ${origin} lacks a quorum of cosignatures since ${when(since)}.`,
    },
    evidence: evidenceOf({ origin, size, since, detail }),
  };
}
