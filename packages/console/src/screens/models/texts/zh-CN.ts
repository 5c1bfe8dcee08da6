/** Texts of the warehouse, and the words that all screens of models share. */
export const texts = {
  title: "模型仓库",
  more: "显示更多",
  library: "随产品提供",
  empty: {
    title: "没有符合条件的模型",
    text: "请放宽筛选条件，或者换一个关键词。",
    all: "显示全部",
  },
  filters: {
    search: "查找",
    searchHint: "编号或者名称",
    domain: "领域",
    state: "状态",
    data: "数据情况",
    every: "全部",
    judged: "近期有数据",
    silent: "近期没有数据",
    table: "表格",
  },
  states: {
    draft: "草稿",
    shadow: "影子运行",
    review: "待审",
    active: "生效",
    superseded: "已被取代",
    retired: "已停用",
  },
  card: {
    about: "{{rules}} 条规则，在 {{points}} 类行权事件上判断",
    silent: "最近 {{count}} 天没有收到可供判断的数据",
  },
  numbers: {
    label: "最近 {{count}} 天",
    hits: "命中",
    evaluated: "判断次数",
    lacking: "缺少数据",
    overridden: "提醒后仍继续",
  },
  columns: { model: "模型", version: "版本", state: "状态", rules: "规则数", changed: "最近变更" },
} as const;
