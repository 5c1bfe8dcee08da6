/** Texts of one clue. */
export const texts = {
  about: "线索",
  moves: "流转",
  moveTo: "转入“{{stage}}”",
  moveText: "流转说明",
  toCase: {
    act: "转为问题",
    title: "问题名称",
    level: "风险等级",
    tracks: "线别",
    submit: "立项",
  },
  reporter: {
    act: "查看反映人",
    purpose: "查看目的",
    hint: "查看行为和目的会记入存证日志。",
    submit: "查看",
    none: "未登记反映人。",
  },
  similar: {
    title: "可能相同的线索",
    none: "没有发现相同的线索。",
    same: "是同一线索",
    different: "不是同一线索",
    states: { proposed: "待判断", confirmed: "已确认相同", refused: "已确认不同" },
  },
  steps: {
    title: "办理记录",
    when: "时间",
    what: "事项",
    by: "由",
    hash: "哈希值（SHA-256）",
    system: "系统",
    names: {
      received: "登记",
      moved: "流转",
      same_as: "确认为同一线索",
      not_same_as: "确认不是同一线索",
      case_opened: "转为问题",
      reporter_read: "查看反映人",
    },
  },
} as const;
