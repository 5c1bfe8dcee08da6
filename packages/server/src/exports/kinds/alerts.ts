import {
  type AlertFilter,
  alertFilterProperties,
  alertSorts,
  countAlerts,
  filterOf,
  listAlerts,
} from "../../triage/index.ts";
import type { ReaderContext } from "../../reader/index.ts";
import type { AskedList } from "../asked-list.ts";
import { column, type ExportKind, inWords, momentOf, pageSize } from "./kind.ts";

/** As the route's schema has judged it. */
type Asked = AlertFilter & { readonly sort?: (typeof alertSorts)[number] };

const wanted = (context: ReaderContext, { filter, asOf }: AskedList): AlertFilter => {
  const { sort: _order, ...asked } = filter as Asked;
  return { ...filterOf(context, asked), asOf };
};

/** The inbox. */
export const alertExports: ExportKind = {
  name: { "zh-CN": "预警", en: "Alerts" },
  permission: "alert.read",
  filter: { ...alertFilterProperties, sort: { enum: alertSorts } },
  columns: [
    column("预警编号", "Alert", 38),
    column("风险等级", "Level", 8),
    column("风险分", "Risk", 8),
    column("规则", "Rule"),
    column("预警名称", "Name", 30),
    column("原因", "Reason", 60),
    column("模型", "Model"),
    column("线别", "Track", 10),
    column("状态", "State", 12),
    column("来源系统", "Source"),
    column("业务", "Subject", 24),
    column("官员", "Official"),
    column("相对方", "Counterparty"),
    column("单位", "Unit", 24),
    column("金额", "Amount", 14),
    column("币种", "Currency", 8),
    column("问题", "Case", 38),
    column("责任单位", "In charge", 24),
    column("承办人", "Handler"),
    column("期限", "Due", 20),
    column("事件数", "Events", 8),
    column("首次发生", "First", 20),
    column("最近发生", "Last", 20),
    column("预警时间", "Opened", 20),
  ],
  count: async (context, { parts, viewer }, asked) =>
    (await countAlerts(parts, wanted(context, asked), viewer)).count,
  pages: async function* (context, { parts, viewer }, asked) {
    const filter = wanted(context, asked);
    const { sort = "time" } = asked.filter as Asked;
    const { language } = asked;
    let cursor: string | undefined;
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await listAlerts(parts, filter, { sort, limit: pageSize, cursor }, viewer);
      cursor = page.next;
      const rows = page.alerts.map((line) => [
        line.id,
        line.level,
        line.risk,
        line.rule,
        line.name[language],
        line.message[language],
        line.model,
        inWords(language, line.track),
        inWords(language, line.state),
        line.source,
        line.subject,
        line.official === null ? null : (line.official.name ?? line.official.id),
        line.counterparty?.id ?? null,
        line.unit === null ? null : (line.unit.name?.[language] ?? line.unit.id),
        line.amount?.amount ?? null,
        line.amount?.currency ?? null,
        line.case,
        line.inCharge === null ? null : (line.inCharge.name?.[language] ?? line.inCharge.id),
        line.handler === null ? null : (line.handler.name ?? line.handler.id),
        momentOf(line.dueAt),
        line.count,
        momentOf(line.firstTime),
        momentOf(line.lastTime),
        momentOf(line.openedAt),
      ]);
      yield { rows, things: rows.length };
    } while (cursor !== undefined);
  },
};
