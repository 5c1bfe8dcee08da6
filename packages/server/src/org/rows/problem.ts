import type { LocalizedText } from "@probity/contracts";

/** What can be wrong with a row: Chinese, English. */
const problemTexts = {
  fields: ["字段数与表头不符", "not as many fields as the head has"],
  missing: ["缺少必填值", "a value is missing"],
  bad_id: [
    "编号只能含文字、数字和 . _ @ : / -，最多 100 个字符",
    "an id is of letters, digits and . _ @ : / -, at most 100 of them",
  ],
  bad_text: ["文本过长或含有控制字符", "the text is too long or has control characters"],
  bad_date: [
    "不是日期（2026-01-31 或带时区的 RFC 3339）",
    "no date (2026-01-31, or RFC 3339 with an offset)",
  ],
  bad_kind: ["类别不在允许的范围内", "of none of the kinds that may stand here"],
  bad_flag: ["应为 是 或 否", "must be yes or no"],
  bad_email: ["不是邮箱地址", "no e-mail address"],
  bad_permission: ["没有这项权限", "no such permission"],
  bad_entity: ["应为 person:编号 或 organisation:编号", "must be person:ID or organisation:ID"],
  dates: ["结束日期须晚于开始日期", "the end must be after the beginning"],
  unknown_unit: ["届时没有这个单位", "no such unit at that time"],
  unknown_post: ["届时没有这个岗位", "no such post at that time"],
  unknown_person: ["没有登记这个人员", "no such person is registered"],
  self: ["不能指向自身", "must not be the same on both sides"],
  cycle: ["单位不能隶属于自己的下级", "a unit cannot be under itself"],
  in_use: ["届时仍有下级单位、岗位或任职人员", "units, posts or holders are still under it at that time"],
  duplicate: ["同一文件中重复出现", "twice in this file for the same time"],
  other_entry: ["编号已用于另一条记录", "the id belongs to another entry"],
} as const;

/** One of {@link problemTexts}. */
export type ProblemCode = keyof typeof problemTexts;

/** All of them. */
export const problemCodes: readonly string[] = Object.keys(problemTexts);

/** Why a row was refused. */
export interface Problem {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly column: string | null;
  readonly code: ProblemCode;
  /** What stands there, cut to 80 characters. */
  readonly value: string;
  readonly message: LocalizedText;
}

/** Makes a problem. */
export function problemOf(line: number, column: string | null, code: ProblemCode, value: string): Problem {
  const [chinese, english] = problemTexts[code];
  return {
    line,
    column,
    code,
    value: value.slice(0, 80).toWellFormed(),
    message: { "zh-CN": chinese, en: english },
  };
}
