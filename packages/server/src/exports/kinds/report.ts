import { reportRows, showReport } from "../../reports/index.ts";
import { column, type ExportKind, inWords } from "./kind.ts";

/** The figures of a report that is kept. */
export const reportExports: ExportKind = {
  name: { "zh-CN": "报告", en: "Report" },
  permission: "report.read",
  filter: { id: { type: "string", minLength: 1, maxLength: 100, pattern: "^[^\\u0000]*$" } },
  needs: ["id"],
  columns: [
    column("报告", "Report"),
    column("部分", "Part", 20),
    column("对象", "Of", 36),
    column("指标", "Figure", 20),
    column("数值", "Value", 16),
    column("上一周期", "Period before", 16),
  ],
  pages: async function* (_context, { parts: { store }, granted }, { filter, language }) {
    const { number, content } = await showReport(store, granted, String(filter["id"]));
    const rows = reportRows(content).map((row) => [
      number,
      row.part[language],
      inWords(language, row.of),
      row.figure[language],
      row.value,
      row.before,
    ]);
    yield { rows, things: rows.length };
  },
};
