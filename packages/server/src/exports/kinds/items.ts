import type { JsonObject } from "@probity/contracts";
import { keyCursor } from "../../ops/page.ts";
import {
  countItems,
  dayIn,
  type ItemFilter,
  itemFilterProperties,
  type ListKind,
  listItems,
  listKinds,
} from "../../rectify/index.ts";
import { wordsFor } from "../../reader/index.ts";
import type { AskedList } from "../asked-list.ts";
import type { Cell } from "../xlsx/index.ts";
import { column, type ExportKind, inWords, momentOf, pageSize } from "./kind.ts";

/** As the route's schema has judged it. */
type Asked = ItemFilter & { readonly list: ListKind };

const wanted = ({ filter }: AskedList): { readonly kind: ListKind; readonly filter: ItemFilter } => {
  const { list, ...rest } = filter as unknown as Asked;
  return { kind: list, filter: rest };
};

/** Items of one of the six lists. */
export const itemExports: ExportKind = {
  name: { "zh-CN": "清单", en: "List" },
  permission: "rectification.read",
  filter: { ...itemFilterProperties, list: { enum: listKinds } },
  needs: ["list"],
  columns: [
    column("编号", "Item", 38),
    column("清单", "List", 10),
    column("事项", "Title", 40),
    column("问题", "Case", 38),
    column("线别", "Track", 10),
    column("责任人", "Owner"),
    column("责任单位", "Unit", 24),
    column("期限", "Due", 12),
    column("状态", "State", 12),
    column("进度（%）", "Progress (%)", 10),
    column("逾期天数", "Days late", 10),
    column("重复或反弹", "Repeated", 10),
    column("退回次数", "Sent back", 10),
    column("申请销号时间", "Asked", 20),
    column("完成时间", "Done", 20),
    column("建立时间", "Written", 20),
  ],
  count: async (context, { parts: { store, now }, caseViewer }, asked) => {
    const { kind, filter } = wanted(asked);
    const today = dayIn(context.config.timeZone, now);
    return (await countItems(store, kind, filter, caseViewer, today)).total;
  },
  pages: async function* (context, reader, asked) {
    const { parts, caseViewer } = reader;
    const { kind, filter } = wanted(asked);
    const { language } = asked;
    const today = dayIn(context.config.timeZone, parts.now);
    // Behind every item that was written later.
    let cursor: string | undefined = keyCursor(asked.askedAt.getTime(), "\uffff");
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await listItems(
        parts.store,
        kind,
        { ...filter, limit: pageSize, cursor },
        caseViewer,
        today,
      );
      cursor = page.next;
      const owners = page.items.map((item) => textIn(item, "owner"));
      // oxlint-disable-next-line no-await-in-loop
      const words = await wordsFor(reader, owners, language);
      const rows = page.items.map((item): readonly Cell[] => [
        textIn(item, "id"),
        inWords(language, kind),
        textIn(item, "title"),
        textIn(item, "case"),
        inWords(language, textIn(item, "track")),
        words.person(textIn(item, "owner")),
        words.unit(textIn(item, "unit")),
        dayOf(textIn(item, "dueOn")),
        inWords(language, textIn(item, "state")),
        numberIn(item, "progress"),
        numberIn(item, "lateDays"),
        item["isRepeat"] === true,
        numberIn(item, "sendBacks"),
        momentOf(textIn(item, "askedAt")),
        momentOf(textIn(item, "doneAt")),
        momentOf(textIn(item, "createdAt")),
      ]);
      yield { rows, things: rows.length };
    } while (cursor !== undefined);
  },
};

const dayOf = (day: string | null): Cell => (day === null ? null : { day });

function textIn(item: JsonObject, name: string): string | null {
  const value = item[name];
  return typeof value === "string" ? value : null;
}

function numberIn(item: JsonObject, name: string): number | null {
  const value = item[name];
  return typeof value === "number" ? value : null;
}
