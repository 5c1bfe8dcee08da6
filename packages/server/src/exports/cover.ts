import type { Locale, LocalizedText } from "@probity/contracts";
import type { ExportKind } from "./kinds/kind.ts";
import { inWords } from "./kinds/kind.ts";
import type { ExportRow } from "./stored-export.ts";
import type { Cell } from "./xlsx/index.ts";

const text = (zh: string, en: string): LocalizedText => ({ "zh-CN": zh, en });

/** What stands on every paper and file that leaves the console. */
export const secrecyMark: LocalizedText = text("内部资料 注意保密", "Internal, confidential");

/** The name of the first sheet. */
export const coverName: LocalizedText = text("说明", "About");

const labels = {
  mark: text("密级", "Secrecy"),
  number: text("编号", "Number"),
  list: text("清单", "List"),
  by: text("导出人", "Exported by"),
  at: text("申请时间", "Asked at"),
  asOf: text("截至存证日志位置", "As of place in the log"),
  purpose: text("用途", "Purpose"),
  filter: text("筛选条件", "Filter"),
  none: text("无（全部可见记录）", "none: all that its reader may see"),
  rows: text("行数", "Rows"),
  hash: text("各行的 SHA-256", "SHA-256 of the rows"),
} as const;

/** Names of what lists are filtered by. */
const filterNames: Readonly<Record<string, LocalizedText>> = {
  state: text("状态", "State"),
  level: text("等级", "Level"),
  track: text("线别", "Track"),
  risk: text("最低风险分", "Least risk"),
  domain: text("领域", "Domain"),
  model: text("模型", "Model"),
  rule: text("规则", "Rule"),
  source: text("来源系统", "Source"),
  unit: text("单位及下级", "Unit with those under it"),
  person: text("官员", "Official"),
  counterparty: text("相对方", "Counterparty"),
  case: text("问题", "Case"),
  minAmount: text("最低金额", "Least amount"),
  maxAmount: text("最高金额", "Most amount"),
  currency: text("币种", "Currency"),
  label: text("认定", "Found"),
  mine: text("仅本人", "Own only"),
  handler: text("承办人", "Handler"),
  unassigned: text("未分办", "Unassigned"),
  overdue: text("逾期", "Overdue"),
  from: text("自", "From"),
  to: text("至", "Until"),
  q: text("关键词", "Words"),
  sort: text("排序", "Order"),
  all: text("含已办结", "Ended ones too"),
  late: text("曾逾期", "Late"),
  repeat: text("重复", "Repeated"),
  owner: text("责任人", "Owner"),
  parent: text("上级事项", "Parent"),
  list: text("清单", "List"),
  point: text("决策点", "Decision point"),
  subject: text("业务", "Subject"),
  outcome: text("结论", "Outcome"),
  grade: text("风险等级", "Grade"),
  probability: text("可能性", "Probability"),
  harm: text("危害", "Harm"),
  id: text("编号", "Id"),
};

/** A filter in words, property by property. */
export function filterInWords(
  filter: Readonly<Record<string, unknown>>,
  language: Locale,
): readonly (readonly [string, string])[] {
  return Object.entries(filter).map(([name, value]) => [
    filterNames[name]?.[language] ?? name,
    typeof value === "boolean" ? (value ? yes : no)[language] : (inWords(language, String(value)) ?? ""),
  ]);
}

const yes = text("是", "yes");
const no = text("否", "no");

/** The rows of the first sheet: what the file is, whose it is, and by what its rows are checked. */
export function coverRows(
  row: ExportRow,
  kind: ExportKind,
  { by, rows, sha256 }: { readonly by: string; readonly rows: number; readonly sha256: string },
): readonly (readonly Cell[])[] {
  const { language } = row;
  // Written by askExport.
  const filter = filterInWords(JSON.parse(row.filter) as Record<string, unknown>, language);
  const label = (name: keyof typeof labels): string => labels[name][language];
  return [
    [label("mark"), secrecyMark[language]],
    [label("number"), row.number],
    [label("list"), kind.name[language]],
    [label("by"), by],
    [label("at"), row.asked_at],
    [label("asOf"), row.as_of],
    [label("purpose"), row.purpose],
    ...(filter.length === 0
      ? [[label("filter"), label("none")]]
      : filter.map(([name, value]) => [`${label("filter")}: ${name}`, value])),
    [label("rows"), rows],
    [label("hash"), sha256],
  ];
}
