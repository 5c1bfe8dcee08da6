/** Texts of deadlines and hand-ups. Chinese, English. */
export const escalationTexts = {
  escalations: ["督办：期限、亮灯与三级督办", "deadlines of cases, their lights and hand-ups"],
  escalationsList: ["列出期限，最先到期的在前", "list deadlines; what is due first comes first"],
  escalationsShow: [
    "显示一个问题的期限与督办经过",
    "show the deadlines of a case and what was done about them",
  ],
  escalationsAct: [
    "督办：urge、talk、demand_plan、take_over、end、accept_handling、refuse_handling",
    "act: urge, talk, demand_plan, take_over, end, accept_handling, refuse_handling",
  ],
  escalationsLights: ["显示各单位亮灯", "show the light of each unit"],
  optEscalationLight: ["灯色：green、yellow、red、stopped", "light: green, yellow, red, stopped"],
  optEscalationLevel: ["督办级别（3 最高）", "escalation level, 3 highest"],
  colEscalationLight: ["灯", "Light"],
  colEscalationLevel: ["督办级别", "Escalation level"],
  colEscalationState: ["环节", "State"],
  colEscalationBody: ["督办单位", "Body"],
  colEscalationAction: ["事项", "What"],
  colEscalationAt: ["时间", "At"],
  colEscalationText: ["说明", "Text"],
  colEscalationRed: ["红", "Red"],
  colEscalationYellow: ["黄", "Yellow"],
  colEscalationGreen: ["绿", "Green"],
  escalationNone: ["没有符合条件的期限。", "No deadline matches."],
  escalationStepsNone: ["尚无督办。", "Nothing was done yet."],
  escalationActed: [
    "已办理。问题 {id} 现为 {escalationLevel} 级督办。",
    "Done. Case {id} is at escalation level {escalationLevel}.",
  ],
} as const;
