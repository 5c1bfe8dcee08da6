import type { Locale } from "@probity/contracts";
import { caseWords } from "./case-words.ts";
import { escalationWords } from "./escalation-words.ts";
import { linkWords } from "./link-words.ts";
import { orgWords } from "./org-words.ts";
import { rectifyWords } from "./rectify-words.ts";

/** Chinese for the codes that the API answers with; in English the codes are words themselves. */
const chinese: Readonly<Record<string, string>> = {
  business: "业务",
  integrity: "廉政",
  hit: "命中",
  clear: "未命中",
  not_applicable: "不适用",
  indeterminate: "无法判断",
  observe: "观察",
  allow: "放行",
  warn: "提醒",
  justify: "说明理由",
  second_approver: "双人审批",
  block: "阻断",
  open: "未处置",
  resolved: "已解决",
  error: "错误",
  warning: "警告",
  info: "提示",
  damaged: "本地暂存损坏",
  refused: "被拒绝接收",
  gap: "序号不连续",
  equivocation: "同一序号两套记录",
  announced: "已公告",
  active: "生效",
  retired: "已停用",
  revoked: "已吊销",
  full: "本地暂存已满",
  memory: "磁盘和内存均已用尽",
  draft: "草稿",
  check: "检查",
  backtest: "回测",
  shadow: "影子运行",
  submit: "提交审核",
  review: "审核中",
  return: "退回",
  release: "发布",
  supersede: "被替代",
  superseded: "已被替代",
  rollback: "回退",
  retire: "停用",
  queued: "排队中",
  running: "运行中",
  done: "已完成",
  failed: "失败",
  waiting: "等待中",
  disabled: "已停用",
  sent: "已送达",
  dead: "已放弃",
  cancelled: "已取消",
  new: "新增",
  up: "上升",
  same: "持平",
  down: "下降",
  ...caseWords,
  ...escalationWords,
  ...linkWords,
  ...orgWords,
  ...rectifyWords,
};

/** A code as a word of the language; an unknown code as it is. */
export function wordIn(locale: Locale, code: string): string {
  const known = locale === "zh-CN" && Object.hasOwn(chinese, code) ? chinese[code] : undefined;
  return known ?? code;
}
