import { listRisks, type RiskFilter, riskFilterProperties } from "../../risks/index.ts";
import { wordsFor } from "../../reader/index.ts";
import { column, type ExportKind, inWords, momentOf, pageSize } from "./kind.ts";

/** The risk register, as it stands while the file is made. */
export const riskExports: ExportKind = {
  name: { "zh-CN": "风险点", en: "Risk points" },
  permission: "risk.read",
  filter: riskFilterProperties,
  columns: [
    column("编号", "Risk point", 24),
    column("级别", "Kind", 10),
    column("单位", "Unit", 24),
    column("岗位", "Post"),
    column("权力事项", "Power item"),
    column("环节", "Place"),
    column("风险描述", "Description", 60),
    column("表现形式", "Forms", 40),
    column("查找方式", "Named by", 14),
    column("可能性", "Probability", 10),
    column("危害", "Harm", 10),
    column("风险等级", "Grade", 10),
    column("防控措施", "Controls", 60),
    column("责任人", "Owner"),
    column("复核日期", "Review", 20),
    column("状态", "State", 12),
    column("版本", "Version", 8),
    column("更新时间", "Changed", 20),
  ],
  pages: async function* (_context, reader, { filter, language }) {
    const { parts, caseViewer } = reader;
    let cursor: string | undefined;
    do {
      // As the route's schema has judged it.
      const asked = { ...(filter as Partial<RiskFilter>), limit: pageSize, cursor };
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await listRisks(parts.store, caseViewer, asked, parts.now);
      cursor = page.next;
      const owners = page.risks.map(({ owner }) => owner ?? null);
      // oxlint-disable-next-line no-await-in-loop
      const words = await wordsFor(reader, owners, language);
      const rows = page.risks.map((risk) => [
        risk.id,
        inWords(language, risk.level),
        words.unit(risk.unit),
        risk.post ?? null,
        risk.powerItem ?? null,
        risk.place ?? null,
        risk.description,
        risk.forms ?? null,
        inWords(language, risk.namedBy),
        risk.probability,
        risk.harm,
        risk.grade,
        risk.controls.map((one) => (one.kind === "rule" ? one.rule : one.text)).join("; "),
        words.person(risk.owner ?? null),
        momentOf(risk.reviewAt),
        inWords(language, risk.state),
        risk.version,
        momentOf(risk.changedAt),
      ]);
      yield { rows, things: rows.length };
    } while (cursor !== undefined);
  },
};
