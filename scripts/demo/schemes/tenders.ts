import { actData, type DemoEvent, eventOf } from "../history/event.ts";
import { type Kind, money } from "../history/purchase.ts";
import { type Buyer, buyers } from "../history/staff.ts";
import type { Plot } from "./plot.ts";

const { purchasing, works, first, second } = buyers;

/** What is wrong with notices and documents (PROC-TND). */
export function tenderSchemes(plot: Plot): readonly DemoEvent[] {
  return [...shortPeriods(plot), ...oddDocuments(plot), ...lateChanges(plot)];
}

/** Less time to bid than the law demands (PROC-TND-001). */
const shortPeriods = (plot: Plot): readonly DemoEvent[] =>
  (
    [
      ["831", 6, "goods", purchasing, 11],
      ["832", 24, "works", works, 15],
      ["833", 41, "goods", first, 17],
      ["834", 58, "services", second, 12],
      ["835", 77, "works", works, 9],
    ] as const satisfies readonly (readonly [string, number, Kind, Buyer, number])[]
  ).flatMap(([mark, day, kind, buyer, bidDays]) => plot.tender(mark, day, kind, buyer, { bidDays }));

/** Deposits, weights, media and prices that keep bidders away (PROC-TND-004, -008, -009, -012). */
function oddDocuments(plot: Plot): readonly DemoEvent[] {
  const tender = (mark: string, day: number, kind: Kind, buyer: Buyer, more: object): readonly DemoEvent[] =>
    plot.tender(mark, day, kind, buyer, ({ estimate }) => ({
      tender: "share" in more ? { deposit: money(estimate * Number(more.share)) } : { ...more },
    }));
  return [
    ...tender("841", 9, "goods", purchasing, { share: 0.035 }),
    ...tender("842", 48, "works", works, { share: 0.028 }),
    ...tender("843", 17, "goods", first, { priceWeight: 0.12 }),
    ...tender("844", 55, "works", works, { priceWeight: 0.2 }),
    ...tender("845", 29, "services", second, {
      media: [{ name: "本单位公告栏", contentHash: "sha256-845" }],
    }),
    ...tender("846", 66, "goods", purchasing, {
      media: [
        { name: "中国政府采购网", contentHash: "sha256-846" },
        { name: "本市招标投标网", contentHash: "sha256-846-changed" },
      ],
    }),
    ...tender("847", 35, "works", works, { documentPrice: money(1_200) }),
  ];
}

/** A change of the scope nine days before the deadline, and documents that never stand still (PROC-TND-003, -011). */
function lateChanges({ calendar, ...plot }: Plot): readonly DemoEvent[] {
  const change = (ocid: string, n: number, day: number, kind: string, end: number): DemoEvent =>
    eventOf("purchasing", "procurement.tender.amended", `${ocid}-change-${String(n)}`, calendar.at(day, 10), {
      ocid,
      ...actData({
        person: purchasing.officer,
        unit: purchasing.id,
        definition: "purchase",
        instance: ocid,
        step: "amend",
        name: "招标文件变更",
      }),
      tender: {
        id: `${ocid}-t`,
        amendment: { kind, date: calendar.at(day, 10), affectsBids: true },
        tenderPeriod: { endDate: calendar.at(end, 11) },
      },
    });
  return [
    ...plot.tender("851", 31, "goods", purchasing, { bidDays: 24 }),
    change("cg-2026-851", 1, 48, "content", 57),
    ...plot.tender("852", 60, "goods", purchasing, { bidDays: 25 }),
    ...[64, 66, 68].map((day, n) => change("cg-2026-852", n + 1, day, "content", 87)),
  ];
}
