/** Texts of windows: Chinese, English. */
export const windowsTexts = {
  windows: [
    "查看规则的时间窗口：由谁使用、占用多少",
    "look at the windows of rules: who uses them, what they cost",
  ],
  windowsList: ["列出时间窗口及其代价", "list windows and what they cost"],
  windowsRebuild: [
    "从日志重新生成一个窗口的成员，并报告差异（应为 0）",
    "make the members of a window again from the log and tell what differed (0 is right)",
  ],
  noWindows: [
    "没有窗口。带有时间窗口的规则生效后才会出现。",
    "No windows. They appear with rules that have some.",
  ],
  windowReady: ["就绪", "ready"],
  windowFilling: ["填充中 {filled} %", "filling {filled} %"],
  windowRebuilding: ["就绪，重建剩余 {left} 条", "ready, {left} entries left of a rebuild"],
  windowRebuilt: [
    "窗口 {id} 已由日志重建，差异 {differences} 处。",
    "Window {id} was made again from the log: {differences} differences.",
  ],
  windowsWaiting: [
    "来源 {source}：新规则包等待窗口填充，剩余 {left} 条；旧包仍然有效。",
    "Source {source}: its new bundle waits for its windows, {left} entries left; the older one is in force.",
  ],
  windowsNeeded: [
    "窗口（填充完毕后规则才有取值）：",
    "Windows (rules have their values when these are filled):",
  ],
  windowNeeded: [
    "  {scope}  {usedBy}  需读取日志条目：{left}",
    "  {scope}  {usedBy}  entries of the log to read: {left}",
  ],
  windowGone: ["窗口 {id} 已不存在", "window {id} is not there any more"],
  everySource: ["所有来源", "all sources"],
  colUsedBy: ["使用者", "Used by"],
  colScope: ["范围", "Scope"],
  colMembers: ["成员", "Members"],
  colKeys: ["键", "Keys"],
  colLargest: ["最大键", "Largest key"],
  colBytes: ["字节", "Bytes"],
  colLastUsed: ["最近使用", "Last used"],
  related: ["相关事件（{feature}）", "counted with it ({feature})"],
} as const;
