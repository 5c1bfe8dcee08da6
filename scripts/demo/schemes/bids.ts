import { type Pair, tied } from "../history/companies.ts";
import type { DemoEvent } from "../history/event.ts";
import { type Bid, type Kind, money, type Purchase } from "../history/purchase.ts";
import { type Buyer, buyers } from "../history/staff.ts";
import { type Plot, type Twist, withBids } from "./plot.ts";

const { purchasing, works, first, second, kindergarten } = buyers;

/** What is wrong with bids, committees and awards (PROC-CMP, -LNK, -DOC, -PRC, -EVL, -COI, -AWD). */
export function bidSchemes(plot: Plot): readonly DemoEvent[] {
  return [
    ...fewBidders(plot),
    ...rejections(plot),
    ...ties(plot),
    ...papers(plot),
    ...prices(plot),
    ...committees(plot),
    ...awards(plot),
    ...favourite(plot),
  ];
}

type Plan = readonly [mark: string, day: number, kind: Kind, buyer: Buyer, twist: Twist];

const tenders = (plot: Plot, plans: readonly Plan[]): readonly DemoEvent[] =>
  plans.flatMap(([mark, day, kind, buyer, twist]) => plot.tender(mark, day, kind, buyer, twist));

/** One bidder, or two (PROC-CMP-001, -002). */
const fewBidders = (plot: Plot): readonly DemoEvent[] =>
  tenders(plot, [
    ["901", 18, "services", second, ({ bids }) => ({ bids: bids.slice(0, 1) })],
    ["902", 44, "goods", first, ({ bids }) => ({ bids: bids.slice(0, 2) })],
  ]);

const rejected = (reasonCode: string, clauseRef?: string): Partial<Bid> => ({
  status: "disqualified",
  rejection: { reasonCode, ...(clauseRef === undefined ? {} : { clauseRef }) },
});

/** Rejections that make room for one, and what should have been rejected (PROC-CMP-003, -004, -006 to -009). */
const rejections = (plot: Plot): readonly DemoEvent[] =>
  tenders(plot, [
    [
      "905",
      8,
      "goods",
      purchasing,
      ({ bids }) => ({
        bids: bids
          .slice(0, 3)
          .map((bid, n) => (n === 2 ? bid : { ...bid, ...rejected("technical", "3.2.1") })),
        winner: 2,
      }),
    ],
    ["906", 27, "works", works, (one) => ({ ...withBids(one, { 1: rejected("missing_signature_copy") }) })],
    [
      "907",
      36,
      "goods",
      first,
      (one) => withBids(one, { 0: { date: plot.calendar.at(36 + 2 + one.bidDays, 11, 40) } }),
    ],
    ["908", 46, "services", purchasing, (one) => withBids(one, { 0: { missingDocuments: ["资质证书"] } })],
  ]);

const pair =
  (firms: Pair): Twist =>
  (one) =>
    withBids(one, { 0: { firm: firms[0] }, 1: { firm: firms[1] } });

/** Firms that are tied to each other (PROC-LNK). */
function ties(plot: Plot): readonly DemoEvent[] {
  const manager = [{ personId: "manager-li", role: "project_manager" }];
  return tenders(plot, [
    ["911", 10, "goods", purchasing, pair(tied.ownedTogether)],
    ["912", 50, "goods", first, pair(tied.ownedTogether)],
    ["913", 22, "goods", second, pair(tied.samePhone)],
    ["914", 39, "works", works, pair(tied.samePremises)],
    [
      "915",
      30,
      "works",
      works,
      (one) => withBids(one, { 0: { personnel: manager }, 2: { personnel: manager } }),
    ],
    [
      "916",
      57,
      "works",
      works,
      (one) => withBids(one, { 1: { partners: one.bids[0] ? [one.bids[0].firm] : [] } }),
    ],
  ]);
}

/** Papers of one bidder in the bid of another (PROC-DOC-005). */
const papers = (plot: Plot): readonly DemoEvent[] =>
  tenders(
    plot,
    (
      [
        ["921", 15, "services", purchasing],
        ["922", 53, "goods", second],
      ] as const
    ).map(([mark, day, kind, buyer]): Plan => [
      mark,
      day,
      kind,
      buyer,
      (one) =>
        withBids(one, {
          0: { documents: [{ id: `${mark}-d1`, mentions: [] }] },
          2: { documents: [{ id: `${mark}-d2`, mentions: [one.bids[0]?.firm.id ?? ""] }] },
        }),
    ]),
  );

/** Prices that were agreed, or are no prices (PROC-PRC). */
const prices = (plot: Plot): readonly DemoEvent[] =>
  tenders(plot, [
    ["931", 13, "goods", first, (one) => withBids(one, { 2: { price: one.bids[1]?.price ?? 0 } })],
    [
      "932",
      34,
      "works",
      works,
      (one) => ({
        bids: one.bids
          .slice(0, 3)
          .map((bid, n) => (n === 0 ? bid : { ...bid, price: round(one.estimate, n) })),
      }),
    ],
    ["933", 42, "services", second, atCeiling(0.9985)],
    ["934", 54, "goods", purchasing, atCeiling(0.997)],
    ["935", 23, "works", works, (one) => withBids(one, { 0: { price: one.estimate * 0.633 } })],
    ["936", 51, "goods", first, (one) => withBids(one, { 0: { price: one.estimate * 0.681 } })],
  ]);

/** Two significant digits, the rest is nothing; above what the winner asks. */
const round = (estimate: number, n: number): number => {
  const unit = 10 ** (String(Math.round(estimate)).length - 2);
  return Math.ceil((estimate * 0.89) / unit + n) * unit;
};

const atCeiling =
  (share: number): Twist =>
  (one) => ({
    bids: one.bids.map((bid, n) => ({ ...bid, price: one.estimate * (share + n * 0.0004) })),
  });

/** Committees that are not what the law asks for (PROC-EVL). */
const committees = (plot: Plot): readonly DemoEvent[] =>
  tenders(plot, [
    ["941", 19, "goods", second, ({ members }) => ({ members: members.slice(2) })],
    ["942", 45, "works", works, ({ members }) => ({ members: members.slice(0, 4) })],
    ["943", 28, "services", first, ({ bids }) => ({ evaluationMinutes: 6 * bids.length })],
    ["944", 56, "works", works, ({ bids }) => ({ evaluationMinutes: 11 * bids.length })],
    [
      "945",
      37,
      "goods",
      purchasing,
      ({ members, bids }) => ({
        members: members.map((one, n) => (n === 1 ? { ...one, employerId: bids[1]?.firm.id ?? "" } : one)),
      }),
    ],
  ]);

/** Awards to relatives and designers, and past the first rank (PROC-COI, PROC-AWD-007). */
const awards = (plot: Plot): readonly DemoEvent[] =>
  tenders(plot, [
    [
      "951",
      11,
      "works",
      works,
      (one) => ({ ...withBids(one, { 0: { firm: tied.ofRelative } }), buyer: relative }),
    ],
    [
      "952",
      47,
      "works",
      works,
      (one) => ({ ...withBids(one, { 2: { firm: tied.designer } }), tender: designed }),
    ],
    ["953", 25, "goods", purchasing, { award: { candidateRank: 2 } }],
    ["954", 43, "services", first, { award: { candidateRank: 3, rankDeviationReason: "履约能力考虑" } }],
  ]);

/** The works office decides through the head of purchasing, whose sister owns the firm. */
const relative: Buyer = { ...works, decider: purchasing.decider };
const designed = { requirementAuthorIds: [tied.designer.id] };

/** Six small awards of one buyer, of which one firm wins four (PROC-AWD-001). */
const favourite = (plot: Plot): readonly DemoEvent[] =>
  [5, 17, 29, 41, 53, 65].flatMap((day, n) =>
    plot.inquiry(`96${String(n)}`, day, "services", kindergarten, (one: Purchase) => ({
      title: `市第三幼儿园食材配送（${String(n + 7)}月）`,
      planning: { budget: { id: `ys-food-${String(n)}`, amount: money(one.estimate) } },
      ...(n === 1 || n === 3 ? {} : withBids(one, { 0: { firm: tied.favourite } })),
    })),
  );
