import { actData, type DemoEvent, eventOf } from "../history/event.ts";
import { tied } from "../history/companies.ts";
import { money, type Purchase } from "../history/purchase.ts";
import { type Buyer, buyers } from "../history/staff.ts";
import type { Plot } from "./plot.ts";

const { purchasing, works, first, second } = buyers;

/** What becomes of contracts once they are won (CON). */
export function contractSchemes(plot: Plot): readonly DemoEvent[] {
  return [...signatures(plot), ...changes(plot), ...acceptances(plot), ...standing(plot), ...headcount(plot)];
}

const priceOf = ({ bids, winner }: Purchase): number => bids[winner]?.price ?? 0;

/** Late, for another price, with too high a bond or advance (CON-SGN-001, -002, -003, -006). */
const signatures = (plot: Plot): readonly DemoEvent[] => [
  ...plot.tender("701", 4, "works", works, { contractAfter: 44 }),
  ...plot.tender("702", 7, "goods", first, { contractAfter: 41 }),
  ...plot.tender("703", 16, "works", works, (one) => ({ contract: { value: money(priceOf(one) * 1.045) } })),
  ...plot.tender("704", 32, "goods", purchasing, (one) => ({
    contract: { suppliers: [{ id: one.bids[1]?.firm.id }] },
  })),
  ...plot.tender("705", 12, "services", second, (one) => ({
    contract: { performanceBond: money(priceOf(one) * 0.15) },
  })),
  ...plot.tender("706", 26, "works", works, (one) => ({
    contract: { advancePayment: money(priceOf(one) * 0.5) },
  })),
];

const delta = (amount: number): object => ({ valueDelta: money(amount) });

/** Additions above a tenth, one change after the other, prices in steps (CON-CHG). */
function changes(plot: Plot): readonly DemoEvent[] {
  const { calendar } = plot;
  const change = (
    mark: string,
    n: number,
    day: number,
    buyer: Buyer,
    amendment: Readonly<Record<string, unknown>>,
  ): DemoEvent => {
    const ocid = `cg-2026-${mark}`;
    const date = calendar.at(day, 11);
    return eventOf("purchasing", "contract.amended", `${ocid}-amended-${String(n)}`, date, {
      ocid,
      ...actData({
        person: buyer.decider,
        unit: buyer.id,
        definition: "purchase",
        instance: ocid,
        step: "amend_contract",
        name: "合同变更",
      }),
      contracts: [
        { id: `ht-2026-${mark}`, amendments: [{ id: `bg-${mark}-${String(n)}`, date, ...amendment }] },
      ],
    });
  };
  return [
    ...plot.tender("711", 2, "works", works, { contractAfter: 6 }),
    change("711", 1, 70, works, { rationaleCode: "volume", rationale: "增加室外管网", ...delta(460_000) }),
    change("711", 2, 78, works, { rationaleCode: "volume", rationale: "增加绿化", ...delta(710_000) }),
    ...plot.tender("712", 3, "goods", purchasing, { contractAfter: 7 }),
    change("712", 1, 70, purchasing, {
      rationaleCode: "quality_improvement",
      rationale: "提高配置",
      ...delta(21_000),
    }),
    change("712", 2, 76, purchasing, {
      rationaleCode: "quality_improvement",
      rationale: "更换品牌",
      ...delta(18_000),
    }),
    change("712", 3, 84, purchasing, { rationaleCode: "period", rationale: "延期交货", periodDeltaDays: 20 }),
    ...plot.tender("713", 5, "services", second, { contractAfter: 6 }),
    change("713", 1, 72, second, { rationaleCode: "price", unitPriceChanged: true, ...delta(9_800) }),
    change("713", 2, 83, second, { rationaleCode: "price", unitPriceChanged: true, ...delta(12_400) }),
    ...plot.tender("714", 24, "goods", first, { contractAfter: 8 }),
    change("714", 1, 70, first, { rationaleCode: "price", rationale: "原材料涨价", ...delta(35_000) }),
  ];
}

/** One signature, nothing to show for it, or accepted before it came (CON-PRF-001). */
const acceptances = (plot: Plot): readonly DemoEvent[] => [
  ...plot.inquiry("721", 20, "goods", first, ({ buyer }) => ({ acceptance: { signerIds: [buyer.officer] } })),
  ...plot.inquiry("722", 45, "works", works, { acceptance: { evidenceIds: [], amount: money(88_000) } }),
  ...plot.inquiry("723", 55, "goods", second, { acceptance: { deliveredAt: plot.calendar.at(91) } }),
];

const contract = (
  { calendar }: Plot,
  id: string,
  day: number,
  buyer: Buyer,
  title: string,
  terms: Readonly<Record<string, unknown>>,
): DemoEvent =>
  eventOf("contracts", "contract.signed", `${id}-signed`, calendar.at(day, 10), {
    ...actData({
      person: buyer.decider,
      unit: buyer.id,
      definition: "contract",
      instance: id,
      step: "sign",
      name: title,
    }),
    counterparties: [{ id: tied.standing.id, kind: "organisation", role: "supplier" }],
    buyer: { id: buyer.id },
    contracts: [
      {
        id,
        dateSigned: calendar.at(day, 10),
        suppliers: [{ id: tied.standing.id }],
        period: { startDate: calendar.at(day, 10), endDate: calendar.at(day + 31) },
        ...terms,
      },
    ],
  });

/** A service that is signed again and again and never tendered (CON-SGN-007). */
const standing = (plot: Plot): readonly DemoEvent[] =>
  [15, 46, 77].map((day, n) =>
    contract(plot, `ht-2026-s0${String(n + 1)}`, day, first, "校园保洁劳务外包（续签）", {
      kind: "labour_outsourcing",
      value: money(86_400),
      classification: { id: "C21040002" },
    }),
  );

/** Twenty posts are paid and fourteen filled (CON-PRF-002). */
function headcount(plot: Plot): readonly DemoEvent[] {
  const id = "ht-2026-h01";
  const { calendar } = plot;
  const inspection = (n: number, day: number, staff: number): DemoEvent =>
    eventOf(
      "contracts",
      "contract.acceptance.recorded",
      `${id}-inspected-${String(n)}`,
      calendar.at(day, 16),
      {
        ...actData({
          person: second.officer,
          unit: second.id,
          definition: "contract",
          instance: id,
          step: "accept",
          name: "校园安保服务",
        }),
        contracts: [{ id }],
        acceptance: { id: `${id}-y${String(n)}`, kind: "inspection", serviceHeadcount: staff },
      },
    );
  return [
    contract(plot, id, 22, second, "校园安保服务", {
      kind: "other",
      value: money(198_000),
      classification: { id: "C22990100" },
      headcount: 20,
    }),
    inspection(1, 40, 15),
    inspection(2, 68, 13),
  ];
}
