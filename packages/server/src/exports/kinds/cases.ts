import type { LocalizedText } from "@probity/contracts";
import { type CaseFilter, caseFilterProperties, countCases, listCases } from "../../cases/index.ts";
import { wordsFor } from "../../reader/index.ts";
import type { AskedList } from "../asked-list.ts";
import { column, type ExportKind, inWords, momentOf, pageSize } from "./kind.ts";

/** As the route's schema has judged it. */
const wanted = ({ filter, askedAt }: AskedList): CaseFilter => ({
  ...(filter as CaseFilter),
  asOf: askedAt.toISOString(),
});

/** Cases; each side of one has a row. */
export const caseExports: ExportKind = {
  name: { "zh-CN": "问题", en: "Cases" },
  permission: "case.read",
  filter: caseFilterProperties,
  columns: [
    column("问题编号", "Case", 38),
    column("标题", "Title", 40),
    column("来源", "Origin", 12),
    column("风险等级", "Level", 8),
    column("发生单位", "Unit", 24),
    column("立案时间", "Opened", 20),
    column("预警数", "Alerts", 8),
    column("线别", "Track", 10),
    column("状态", "State", 12),
    column("进入状态时间", "Since", 20),
    column("责任单位", "In charge", 24),
    column("承办人", "Handler"),
    column("期限", "Due", 20),
  ],
  count: async (_context, { parts: { store, now }, caseViewer }, asked) =>
    (await countCases(store, wanted(asked), caseViewer, now)).total,
  pages: async function* (_context, reader, asked) {
    const { parts, caseViewer } = reader;
    const { language } = asked;
    let cursor: string | undefined;
    do {
      const filter = { ...wanted(asked), limit: pageSize, cursor };
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await listCases(parts.store, filter, caseViewer, parts.now);
      cursor = page.next;
      const handlers = page.cases.flatMap(({ tracks }) => tracks.map(({ handler }) => handler));
      // oxlint-disable-next-line no-await-in-loop
      const words = await wordsFor(reader, handlers, language);
      const rows = page.cases.flatMap(({ tracks, ...one }) =>
        tracks.map((track) => [
          one.id,
          // Written by the scorer, or made of a person's words.
          (one.title as LocalizedText | null)?.[language] ?? null,
          inWords(language, one.origin),
          one.level,
          words.unit(one.unit),
          momentOf(one.openedAt),
          one.alerts,
          inWords(language, track.track),
          inWords(language, track.state),
          momentOf(track.since),
          words.unit(track.unit),
          words.person(track.handler),
          momentOf(track.dueAt),
        ]),
      );
      yield { rows, things: page.cases.length };
    } while (cursor !== undefined);
  },
};
