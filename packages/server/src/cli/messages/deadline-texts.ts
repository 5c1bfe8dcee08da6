/** Texts of `probity deadlines`, each in Chinese and English. */
export const deadlineTexts = {
  deadlines: ["查看流程中的待办期限", "look at what rules await in processes"],
  deadlinesList: [
    "列出待办期限：等待什么、自何时起、至何时止，最早到期的在前",
    "list what is awaited, since when and until when; what is due first at the top",
  ],
  optDeadlineState: [
    "状态：open（默认，包括已逾期）、overdue、late、met、void、any",
    "open (default, overdue ones included), overdue, late, met, void or any",
  ],
  deadlineNone: ["没有待办期限。", "Nothing is awaited."],
  colDeadlineState: ["状态", "State"],
  colDeadlineAwaited: ["等待的事件", "Awaited"],
  colDeadlineFrom: ["起算时间", "Since"],
  colDeadlineDue: ["期限", "Due"],
  deadlineProvisional: ["（暂定）", "(provisional)"],
  colDeadlineDone: ["办理时间", "Done"],
} as const;
