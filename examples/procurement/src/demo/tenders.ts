import type { Locale, LocalizedText, Outcome } from "@probity/contracts";

/** A bid of a prepared tender. `minutesEarly` is how long before the deadline it came in; negative = too late. */
export interface DemoBid {
  readonly supplier: string;
  readonly amount: number;
  readonly minutesEarly: number;
}

/** A prepared tender, evaluated and ready for the award. */
export interface DemoTender {
  readonly id: string;
  /** The outcome that approving its first-ranked bid gives. */
  readonly shows: Outcome;
  readonly title: LocalizedText;
  readonly estimate: number;
  readonly ceiling: number;
  /** Best rank first. */
  readonly bids: readonly DemoBid[];
}

/** One tender per outcome of a pre-check. */
export const demoTenders: readonly DemoTender[] = [
  {
    id: "ocds-prbdm1-2026-001",
    shows: "allow",
    title: { "zh-CN": "办公电脑采购（正常）", en: "Office computers (clean)" },
    estimate: 1_000_000,
    ceiling: 1_000_000,
    bids: [
      { supplier: "yunfan", amount: 872_400, minutesEarly: 1440 },
      { supplier: "hengtong", amount: 913_560, minutesEarly: 2520 },
      { supplier: "zhixing", amount: 951_275, minutesEarly: 45 },
    ],
  },
  {
    id: "ocds-prbdm1-2026-002",
    shows: "warn",
    title: { "zh-CN": "物业服务采购（中标价贴近限价）", en: "Property services (price at the ceiling)" },
    estimate: 3_000_000,
    ceiling: 3_000_000,
    bids: [
      { supplier: "lvcheng", amount: 2_991_800, minutesEarly: 1105 },
      { supplier: "anju", amount: 2_996_350, minutesEarly: 2455 },
      { supplier: "jiahe", amount: 2_999_120, minutesEarly: 70 },
    ],
  },
  {
    id: "ocds-prbdm1-2026-003",
    shows: "justify",
    title: {
      "zh-CN": "档案数字化服务（报价远低于预算）",
      en: "Records digitisation (price far below the estimate)",
    },
    estimate: 2_000_000,
    ceiling: 2_000_000,
    bids: [
      { supplier: "hanmo", amount: 1_236_500, minutesEarly: 1180 },
      { supplier: "wenshu", amount: 1_688_400, minutesEarly: 2790 },
      { supplier: "zhixing", amount: 1_817_930, minutesEarly: 30 },
    ],
  },
  {
    id: "ocds-prbdm1-2026-004",
    shows: "second_approver",
    title: { "zh-CN": "会议系统采购（两家报价相同）", en: "Conference system (identical prices)" },
    estimate: 1_500_000,
    ceiling: 1_500_000,
    bids: [
      { supplier: "shengdian", amount: 1_251_600, minutesEarly: 1335 },
      { supplier: "hengtong", amount: 1_284_000, minutesEarly: 1020 },
      { supplier: "yunfan", amount: 1_284_000, minutesEarly: 985 },
    ],
  },
  {
    id: "ocds-prbdm1-2026-005",
    shows: "block",
    title: { "zh-CN": "食堂食材配送（中标人逾期投标）", en: "Canteen supplies (late winning bid)" },
    estimate: 2_400_000,
    ceiling: 2_400_000,
    bids: [
      { supplier: "nongjia", amount: 2_018_700, minutesEarly: -42 },
      { supplier: "xianda", amount: 2_104_450, minutesEarly: 1265 },
      { supplier: "jiahe", amount: 2_190_880, minutesEarly: 2880 },
    ],
  },
];

/** The bidders of the prepared tenders. */
export const demoSuppliers: Readonly<
  Record<string, { readonly name: LocalizedText; readonly creditCode: string }>
> = {
  yunfan: {
    name: { "zh-CN": "云帆信息技术有限公司", en: "Yunfan IT Co." },
    creditCode: "91330108MA2A1B2C01",
  },
  hengtong: {
    name: { "zh-CN": "恒通数码设备有限公司", en: "Hengtong Digital Equipment Co." },
    creditCode: "91330108MA2A1B2C02",
  },
  zhixing: {
    name: { "zh-CN": "知行科技股份有限公司", en: "Zhixing Technology Co." },
    creditCode: "91330108MA2A1B2C03",
  },
  lvcheng: {
    name: { "zh-CN": "绿城物业管理有限公司", en: "Lvcheng Property Management Co." },
    creditCode: "91330108MA2A1B2C04",
  },
  anju: {
    name: { "zh-CN": "安居物业服务有限公司", en: "Anju Property Services Co." },
    creditCode: "91330108MA2A1B2C05",
  },
  jiahe: {
    name: { "zh-CN": "嘉禾后勤服务有限公司", en: "Jiahe Facility Services Co." },
    creditCode: "91330108MA2A1B2C06",
  },
  hanmo: {
    name: { "zh-CN": "翰墨档案技术有限公司", en: "Hanmo Records Technology Co." },
    creditCode: "91330108MA2A1B2C07",
  },
  wenshu: {
    name: { "zh-CN": "文枢数据服务有限公司", en: "Wenshu Data Services Co." },
    creditCode: "91330108MA2A1B2C08",
  },
  shengdian: {
    name: { "zh-CN": "声典视听工程有限公司", en: "Shengdian Audio-Visual Co." },
    creditCode: "91330108MA2A1B2C09",
  },
  nongjia: {
    name: { "zh-CN": "农家鲜配送有限公司", en: "Nongjiaxian Delivery Co." },
    creditCode: "91330108MA2A1B2C10",
  },
  xianda: {
    name: { "zh-CN": "鲜达供应链有限公司", en: "Xianda Supply Chain Co." },
    creditCode: "91330108MA2A1B2C11",
  },
};

/** Name of an organisation in that language, where the demo knows one; else the registered name. */
export function organisationName(id: string, registered: string, locale: Locale): string {
  return demoSuppliers[id.replace("org-", "")]?.name[locale] ?? registered;
}
