/** Texts of the risk register. Chinese, English. */
export const riskTexts = {
  risks: ["廉政风险清单：查看、缺口、复核与决定", "the risk register: look, gaps, reviews and decisions"],
  risksList: ["列出风险点（默认：未废止的）", "list risk points; by default those not retired"],
  risksShow: ["显示一个风险点及其历次版本", "show a risk point with its versions"],
  risksGaps: [
    "列出无防控措施或措施无事件的风险点",
    "list points without control, or whose control sees nothing",
  ],
  risksDecide: [
    "复核（review）、采纳（accept）、不采纳（refuse）或废止（retire）",
    "review, accept, refuse or retire a point",
  ],
  optRiskGrade: ["风险等级 1-3（1 最高）", "grade 1-3 (1 is the highest)"],
  optRiskOverdue: ["只看逾期未复核的", "those whose review is overdue"],
  colRiskLevel: ["层级", "Level"],
  colRiskUnit: ["单位", "Unit"],
  colRiskGrade: ["等级", "Grade"],
  colRiskPower: ["权力事项", "Power item"],
  colRiskText: ["风险描述", "Risk"],
  colRiskOwner: ["责任人", "Owner"],
  colRiskReview: ["复核日期", "Review"],
  colRiskVersion: ["版本", "Version"],
  colRiskGap: ["缺口", "Gap"],
  colRiskAct: ["事项", "Act"],
  colRiskBy: ["人员", "By"],
  colRiskAt: ["时间", "At"],
  riskNoControl: ["无防控措施", "no control"],
  riskNoEvents: ["指标 90 天无事件", "indicator saw nothing in 90 days"],
  riskDecided: [
    "风险点 {id} 现为 {state}，版本 {version}。",
    "Risk point {id} is now {state}, version {version}.",
  ],
} as const;
