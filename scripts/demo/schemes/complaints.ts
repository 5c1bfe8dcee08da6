import { honest } from "../history/companies.ts";
import { actData, type DemoEvent, eventOf } from "../history/event.ts";
import { bidsOf } from "../history/ordinary.ts";
import { money } from "../history/purchase.ts";
import { bidId } from "../history/purchase-events.ts";
import { buyers } from "../history/staff.ts";
import type { Plot } from "./plot.ts";

const { purchasing, second } = buyers;

/** Objections answered late or not at all (PROC-AWD-012), and one that was upheld in vain (PROC-AWD-011, PROC-CMP-010). */
export function complaintSchemes(plot: Plot): readonly DemoEvent[] {
  return [
    ...plot.tender("955", 21, "goods", purchasing, {}),
    ...objection(plot, "955", [51, "received"], [52, "answered"]),
    ...plot.tender("957", 40, "goods", second, {}),
    ...objection(plot, "957", [73, "received"], [84, "answered"]),
    ...plot.tender("956", 49, "goods", purchasing, {}),
    ...objection(plot, "956", [83, "received"]),
    ...inVain(plot),
  ];
}

const objection = (
  { calendar }: Plot,
  mark: string,
  ...states: readonly (readonly [day: number, status: string])[]
): readonly DemoEvent[] =>
  states.map(([day, status]) => {
    const ocid = `cg-2026-${mark}`;
    const date = calendar.at(day, 10);
    return eventOf("purchasing", "procurement.complaint.recorded", `${ocid}-${status}`, date, {
      ocid,
      ...actData({
        person: purchasing.officer,
        unit: purchasing.id,
        definition: "purchase",
        instance: ocid,
        step: "complaint",
        name: "对中标结果的异议",
      }),
      complaint: {
        id: `${ocid}-yy`,
        kind: "objection",
        about: "result",
        status,
        date,
        complainantId: honest.goods[6]?.id ?? "",
      },
    });
  });

/** Two bidders were rejected, the objection was upheld, and the same firm wins again. */
function inVain(plot: Plot): readonly DemoEvent[] {
  const { calendar, dice } = plot;
  const ocid = "cg-2026-958";
  const rejection = { reasonCode: "technical", clauseRef: "4.1" };
  const again = calendar.at(80, 15);
  const won = bidsOf(dice, "goods", 2_480_000, 5);
  const [first] = won;
  if (first === undefined) throw new RangeError("nobody bids");
  return [
    ...plot.tender("958", 19, "goods", second, {
      title: "滨江实验小学图书馆家具采购",
      estimate: 2_480_000,
      bids: won.map((bid, n) => (n === 3 || n === 4 ? { ...bid, status: "disqualified", rejection } : bid)),
      until: "award",
    }),
    ...objection(plot, "958", [60, "received"], [62, "upheld"]),
    eventOf("purchasing", "procurement.award.decided", `${ocid}-award-2`, again, {
      ocid,
      ...actData({
        person: second.decider,
        unit: second.id,
        definition: "purchase",
        instance: ocid,
        step: "award",
        name: "滨江实验小学图书馆家具采购",
      }),
      buyer: { id: second.id },
      awards: [
        {
          id: `${ocid}-a2`,
          status: "active",
          date: again,
          noticeDate: again,
          suppliers: [{ id: first.firm.id }],
          value: money(first.price),
          relatedBid: bidId({ ocid }, 0),
          candidateRank: 1,
        },
      ],
    }),
  ];
}
