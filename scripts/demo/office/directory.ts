import { colleagues, officials } from "./people.ts";

/** Kinds of rows, in the order in which one needs another. */
export const rowKinds = ["units", "chain", "people", "posts", "holders", "delegations", "relations"] as const;

/** One of {@link rowKinds}. */
export type RowKind = (typeof rowKinds)[number];

/** A row of the organisation, in the words of its files. */
export interface Row {
  readonly kind: RowKind;
  readonly row: Readonly<Record<string, string | boolean>>;
}

/** Before anything that happens. */
const validFrom = "2025-01-01";

const unit = (id: string, name: string, nameEn: string, kind: string, parent?: string): Row => ({
  kind: "units",
  row: { id, name, nameEn, kind, validFrom, ...(parent === undefined ? {} : { parent }) },
});

const units: readonly Row[] = [
  unit("city-finance", "市财政局政府采购监管处", "Procurement supervision, bureau of finance", "department"),
  unit("city-audit", "市审计局", "Bureau of audit", "department"),
  unit("disc-edu", "驻市教育局纪检监察组", "Discipline body at the bureau of education", "discipline_body"),
  unit("disc-district", "区纪委监委", "District discipline body", "district_discipline_body"),
  unit("edu-bureau", "市教育局", "Bureau of education", "department"),
  unit("edu-purchasing", "采购办公室", "Purchasing office", "office", "edu-bureau"),
  unit("edu-works", "基本建设科", "Works office", "office", "edu-bureau"),
  unit("edu-finance", "计划财务科", "Finance office", "office", "edu-bureau"),
  unit("edu-audit", "内部审计科", "Internal audit", "office", "edu-bureau"),
  unit("school-1", "市第一中学", "No. 1 Middle School", "unit", "edu-bureau"),
  unit("school-2", "滨江实验小学", "Riverside Primary School", "unit", "edu-bureau"),
  unit("kindergarten-3", "市第三幼儿园", "No. 3 Kindergarten", "unit", "edu-bureau"),
];

/** Heads of units, so that a hand-up finds somebody. */
const posts: readonly (readonly [unit: string, name: string, nameEn: string, person: string])[] = [
  ["city-finance", "处长", "Head of division", "luo.dan"],
  ["city-audit", "局长", "Head of the bureau", "bai.yun"],
  ["disc-edu", "组长", "Head of the body", "xu.qiang"],
  ["disc-district", "室主任", "Head of office", "gao.feng"],
  ["edu-bureau", "副局长", "Deputy director", "shi.lei"],
  ["edu-purchasing", "采购办主任", "Head of purchasing", "peng.tao"],
  ["edu-works", "基建科科长", "Head of works", "jiang.bo"],
  ["edu-finance", "财务科科长", "Head of finance", "lu.guang"],
  ["edu-audit", "审计科科长", "Head of audit", "chen.jing"],
  ["school-1", "校长", "Head teacher", "fan.rong"],
  ["school-2", "校长", "Head teacher", "meng.yue"],
  ["kindergarten-3", "园长", "Head of the kindergarten", "qin.fang"],
];

/** The organisation. `until` ends the delegation. */
export const directory = (until: string): readonly Row[] => [
  ...units,
  // The two departments that supervise others look at each other.
  ...[
    ["edu-bureau", "city-finance"],
    ["city-finance", "city-audit"],
    ["city-audit", "city-finance"],
  ].map(([id = "", department = ""]): Row => ({
    kind: "chain",
    row: {
      unit: id,
      businessDepartment: department,
      disciplineOfDepartment: "disc-edu",
      districtDiscipline: "disc-district",
      validFrom,
    },
  })),
  ...Object.values(colleagues).map(({ id, name, unit: at }): Row => ({
    kind: "people",
    row: { id, name, unit: at },
  })),
  ...officials.map(({ id, name, unit: at }): Row => ({ kind: "people", row: { id, name, unit: at } })),
  ...posts.map(([at, name, nameEn]): Row => ({
    kind: "posts",
    row: { id: `${at}-head`, name, nameEn, unit: at, head: true, validFrom },
  })),
  ...posts.map(([at, , , person]): Row => ({
    kind: "holders",
    row: { id: `${at}-head-1`, post: `${at}-head`, person, validFrom },
  })),
  {
    kind: "delegations",
    row: {
      id: "demo-delegation",
      from: "chen.jing",
      to: "luo.dan",
      reason: "外出培训 / away for training",
      validTo: until,
    },
  },
  // Whoever is close to a matter does not see it: zhao.lei finds no case of cai.hong.
  {
    kind: "relations",
    row: {
      id: "demo-relation",
      from: "zhao.lei",
      to: "person:cai.hong",
      kind: "spouse",
      declaredBy: "zhao.lei",
    },
  },
];
