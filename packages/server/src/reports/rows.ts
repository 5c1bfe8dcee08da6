import type { LocalizedText } from "@probity/contracts";
import type { ReportContent } from "./content.ts";

/** A figure of a report as a row: of which part, of what, how much, and how much in the period before. */
export interface ReportRow {
  readonly part: LocalizedText;
  /** A code, a name or an id. */
  readonly of: string;
  readonly figure: LocalizedText;
  readonly value: number | string;
  readonly before: number | null;
}

const text = (zh: string, en: string): LocalizedText => ({ "zh-CN": zh, en });

const parts = {
  counters: text("概况", "Counters"),
  domains: text("按领域", "By domain"),
  sources: text("按来源", "By source"),
  ageing: text("在办时长", "Ageing"),
  dispositions: text("认定", "Dispositions"),
  rectification: text("整改", "Rectification"),
  recovered: text("挽回金额", "Money recovered"),
  models: text("模型", "Models"),
  lamps: text("单位红黄绿灯", "Lamps of units"),
} as const;

const figures = {
  alerts: text("预警数", "alerts"),
  measures: text("措施数", "measures"),
  amount: text("金额", "amount"),
  opened: text("预警数", "alerts"),
  judged: text("已认定", "judged"),
  confirmed: text("属实", "confirmed"),
  warned: text("提醒次数", "warned"),
  overridden: text("仍然办理", "gone past"),
  green: text("绿", "green"),
  yellow: text("黄", "yellow"),
  red: text("红", "red"),
  stopped: text("中止", "stopped"),
} as const;

const row = (
  part: keyof typeof parts,
  of: string,
  figure: keyof typeof figures,
  value: number | string,
  before: number | null = null,
): ReportRow => ({ part: parts[part], of, figure: figures[figure], value, before });

/** All figures of a report, one a row. Pure. */
export function reportRows(content: ReportContent): readonly ReportRow[] {
  const { overview, dispositions, rectification, models, lamps } = content;
  return [
    ...Object.entries(overview.counters).map(([of, { value, before }]) =>
      row("counters", of, "alerts", value, before),
    ),
    ...overview.domains.map(({ key, value }) => row("domains", key, "alerts", value)),
    ...overview.sources.map(({ key, value }) => row("sources", key, "alerts", value)),
    ...overview.ageing.map(({ key, value }) => row("ageing", key, "alerts", value)),
    ...dispositions.map(({ label, reason, value }) =>
      row("dispositions", reason === null ? label : `${label}: ${reason}`, "alerts", value),
    ),
    ...Object.entries(rectification).map(([of, value]) => row("rectification", of, "measures", value)),
    ...overview.flow.recovered.map(({ currency, amount }) => row("recovered", currency, "amount", amount)),
    ...models.flatMap(({ model, ...own }) =>
      (["opened", "judged", "confirmed", "warned", "overridden"] as const).map((figure) =>
        row("models", model, figure, own[figure]),
      ),
    ),
    ...lamps.flatMap(({ unit, ...own }) =>
      (["red", "yellow", "green", "stopped"] as const).map((figure) =>
        row("lamps", unit ?? "-", figure, own[figure]),
      ),
    ),
  ];
}
