import { listPrechecks, type PrecheckFilter, precheckFilterProperties } from "../../decisions/index.ts";
import { keyCursor } from "../../ops/page.ts";
import { wordsFor } from "../../reader/index.ts";
import { column, type ExportKind, inWords, momentOf, pageSize } from "./kind.ts";

/** What was asked before acts. */
export const precheckExports: ExportKind = {
  name: { "zh-CN": "预检记录", en: "Pre-checks" },
  permission: "precheck.read",
  everywhere: true,
  filter: precheckFilterProperties,
  columns: [
    column("来源系统", "Source"),
    column("预检编号", "Pre-check", 38),
    column("决策点", "Decision point", 28),
    column("业务", "Subject", 24),
    column("结论", "Outcome", 14),
    column("阶段", "Stage", 12),
    column("经办人", "Asked by"),
    column("单位", "Unit", 24),
    column("提出时间", "Opened", 20),
    column("到期时间", "Expires", 20),
    column("结束时间", "Closed", 20),
    column("已说明理由", "Justified", 10),
    column("紧急放行", "Break-glass", 10),
    column("所做事件", "Act", 38),
  ],
  pages: async function* (_context, reader, { filter, asOf, language }) {
    const { store, now } = reader.parts;
    // As the route's schema has judged it.
    const { state = "open", ...asked } = filter as Partial<PrecheckFilter>;
    // Behind everything that was logged later.
    let cursor: string | undefined = keyCursor(asOf + 1, "\uffff", "\uffff");
    const words = await wordsFor(reader, [], language);
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await listPrechecks(store, { ...asked, state, limit: pageSize, cursor }, now);
      cursor = page.next;
      const rows = page.prechecks.map((one) => [
        one.source,
        one.id,
        one.decisionPoint,
        one.subject,
        inWords(language, one.outcome),
        inWords(language, one.stage),
        one.person,
        words.unit(one.unit),
        momentOf(one.openedAt),
        momentOf(one.expiresAt),
        momentOf(one.closedAt),
        one.justified,
        one.breakGlass,
        one.actEventId,
      ]);
      yield { rows, things: rows.length };
    } while (cursor !== undefined);
  },
};
