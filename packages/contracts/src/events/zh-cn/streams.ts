import type { FieldTexts } from "./field-texts.ts";

/** Fields of event types of sources, streams and the log. */
export const streamsFields: Readonly<Record<string, FieldTexts>> = {
  "source.heartbeat.sent": {
    "heartbeat.stream": "仍在工作的事件流",
    "heartbeat.lastSequence": "此前已发出的最大序号",
    "heartbeat.intervalSeconds": "到下一次心跳的最长间隔（秒）",
    "heartbeat.spoolDepth": "等待发送的事件数",
    "heartbeat.dropped": "本进程丢失的事件数，各自另有 stream.gap 说明",
    "heartbeat.bundleHash": "使用中的规则包；没有则为空",
  },
  "source.tally": {
    "tally.countDate": "所统计的日期（服务器时区）",
    "tally.counts[].type": "事件类型",
    "tally.counts[].businessCount": "业务系统表中的行为数",
  },
  "source.silent": {
    "silence.stream": "事件流",
    "silence.lastSequence": "存证日志中的最后序号",
    "silence.lastAt": "服务器最后一次收到的时间",
    "silence.intervalSeconds": "其声明的间隔（秒）",
  },
  "source.resumed": {
    "silence.stream": "事件流",
    "silence.silentSince": "此前最后一次收到的时间",
    "silence.resumedAt": "恢复的时间",
  },
  "stream.close": {
    "close.stream": "结束的事件流",
    "close.lastSequence": "其最后序号；在本流中即本事件的序号",
    "close.head": "最后一个事件头的 SHA-256（base64）；在本流中缺省",
    "close.reason": "正常结束；因崩溃结束而由其他进程发送；或转入另一个流继续",
  },
  "stream.gap": {
    "gap.stream": "有缺口的事件流；其余内容在本事件所在的流中继续",
    "gap.fromSequence": "缺口的起始序号",
    "gap.toSequence": "缺口的结束序号（已知时）",
    "gap.count": "确定丢失的事件数；以相同编号全部补到时为 0",
    "gap.reason":
      "原因：暂存文件无法读取；被服务器或其前端拒绝；服务器期待另一个序号；同一序号有另一个事件头；暂存已满；磁盘和内存都已用尽",
    "gap.firstAt": "首个丢失的时间",
    "gap.lastAt": "最后一个丢失的时间",
    "gap.detail": "其他已知情况",
  },
  "stream.equivocation": {
    "equivocation.stream": "事件流",
    "equivocation.sequence": "序号",
    "equivocation.storedHash": "日志中事件头的 SHA-256（base64）",
    "equivocation.otherHash": "另一个事件头的 SHA-256（base64）",
    "equivocation.otherHeader": "另一个事件头",
  },
  "payload.erased": {
    "erasure.position": "内容已删除的条目位置",
    "erasure.eventId": "事件编号",
    "erasure.basis": "法律依据或命令",
    "erasure.by": "下令人",
  },
  "log.unwitnessed": {
    "witness.origin": "存证日志",
    "witness.size": "未获足够见证的最新树的大小",
    "witness.since": "起始时间",
    "witness.detail": "各见证方最后的答复",
  },
  "log.reopened": {
    "reopened.origin": "新名称",
    "reopened.former": "原名称",
    "reopened.size": "原有条目数",
    "reopened.found": "发现的问题",
    "reopened.reason": "操作人说明的原因",
  },
};
