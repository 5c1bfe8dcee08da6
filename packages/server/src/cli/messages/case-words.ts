/** Chinese for states of cases and what happens to them. */
export const caseWords = {
  warned: "预警",
  assigned: "分办",
  verifying: "核查",
  disposing: "处置",
  applying: "运用",
  appraising: "考核",
  closed: "办结",
  not_a_problem: "不属问题",
  merged: "已并案",
  transferred: "移送",
  suspended: "中止",
  note: "说明",
  file: "文件",
  event: "事件",
} as const;
