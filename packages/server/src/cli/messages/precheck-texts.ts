/** Texts of pre-checks and holds. Chinese, English. */
export const precheckTexts = {
  prechecks: ["查看前置校验及其占用", "look at pre-checks and the holds that they open"],
  prechecksList: [
    "列出前置校验（默认：尚未关闭的占用）",
    "list pre-checks; by default the holds that are still open",
  ],
  prechecksShow: [
    "显示一项前置校验：答复、命中的规则、随后的办理",
    "show a pre-check: its answer, what its rules said, the act that followed",
  ],
  optPrecheckState: [
    "状态：open、committed、aborted、expired、acted 或 any（默认 open）",
    "state: open, committed, aborted, expired, acted or any (default open)",
  ],
  optPrecheckPoint: ["决策点（事件类型）", "decision point (event type)"],
  optPrecheckOutcome: ["校验答复", "answer of the pre-check"],
  optPrecheckSource: ["来源（必填）", "source (required)"],
  colPrecheckStage: ["阶段", "Stage"],
  colPrecheckOutcome: ["答复", "Answer"],
  colPrecheckPerson: ["办理人", "Person"],
  colPrecheckUnit: ["单位", "Unit"],
  colPrecheckAge: ["已过（秒）", "Age (s)"],
  colPrecheckExpires: ["失效时间", "Expires"],
  colPrecheckClosed: ["关闭时间", "Closed"],
  colPrecheckMode: ["模式", "Mode"],
  colPrecheckAct: ["办理事件", "Event of the act"],
  colPrecheckDigest: ["草稿摘要", "Digest of the draft"],
  colPrecheckParity: ["重算", "Replay"],
  precheckNoHold: ["没有未关闭的占用。", "No hold is open."],
} as const;
