import type { Calendar } from "./calendar.ts";
import { type Company, experts, honest } from "./companies.ts";
import type { Dice } from "./dice.ts";
import { actData, type DemoEvent, eventOf } from "./event.ts";
import { type Article, small, tendered } from "./goods.ts";
import { paymentEvents } from "./payments.ts";
import { type Kind, type Member, money, type Purchase } from "./purchase.ts";
import { acceptedOn, contractId, purchaseEvents } from "./purchase-events.ts";
import { type Buyer, buyers } from "./staff.ts";

/** How much ordinary business there is. */
export interface Volume {
  readonly tenders: number;
  readonly inquiries: number;
  readonly contracts: number;
  readonly bills: number;
}

const kinds: readonly Kind[] = ["goods", "services", "works"];
const year = 2026;
/** The kindergarten's few purchases are all planned ones. */
const buying: readonly Buyer[] = [buyers.purchasing, buyers.works, buyers.first, buyers.second];

/** Five of the pool and two of the office: as the law has it. */
export const membersOf = (dice: Dice): readonly Member[] => [
  ...dice.some(experts, 5).map(({ id, employer }): Member => ({
    personId: id,
    kind: "expert",
    employerId: employer,
  })),
  { personId: "wei.ning", kind: "buyer_representative", employerId: "edu-bureau" },
  { personId: "tian.xin", kind: "buyer_representative", employerId: "edu-bureau" },
];

/** Bids of different firms, of which the lowest wins. */
export function bidsOf(dice: Dice, kind: Kind, estimate: number, count: number): Purchase["bids"] {
  const prices = Array.from({ length: count }, (_, n) =>
    dice.near(estimate, 0.86 + n * 0.022, 0.875 + n * 0.022),
  );
  return dice.some(honest[kind], count).map((firm, n) => ({ firm, price: prices[n] ?? estimate }));
}

/** An open tender of nothing but ordinary parts. */
export function tenderOf(dice: Dice, mark: string, day: number, kind: Kind, buyer: Buyer): Purchase {
  const article = dice.one(tendered[kind]);
  const estimate = roundTo(dice.near(article.from, 1, article.to / article.from), 10_000);
  return {
    ocid: `cg-${mark}`,
    title: titleOf(article, buyer),
    buyer,
    kind,
    category: article.category,
    method: "open",
    estimate,
    day,
    bids: bidsOf(dice, kind, estimate, dice.whole(3, 5)),
    winner: 0,
    bidDays: dice.whole(22, 28),
    members: membersOf(dice),
    evaluationMinutes: dice.whole(110, 190),
    contractAfter: dice.whole(6, 15),
  };
}

/** A small purchase by inquiry. */
export function inquiryOf(dice: Dice, mark: string, day: number, kind: Kind, buyer: Buyer): Purchase {
  const article = dice.one(small[kind]);
  const estimate = roundTo(dice.near(article.from, 1, article.to / article.from), 1_000);
  return {
    ocid: `xj-${mark}`,
    title: titleOf(article, buyer),
    buyer,
    kind,
    category: article.category,
    method: "limited",
    estimate,
    day,
    bids: bidsOf(dice, kind, estimate, 3),
    winner: 0,
    bidDays: dice.whole(3, 6),
    members: [],
    evaluationMinutes: dice.whole(40, 90),
    contractAfter: dice.whole(3, 7),
  };
}

const places: Readonly<Record<string, string>> = {
  "edu-purchasing": "市教育局",
  "edu-works": "市教育局",
  "school-1": "市第一中学",
  "school-2": "滨江实验小学",
  "kindergarten-3": "市第三幼儿园",
};

const titleOf = ({ title }: Article, { id }: Buyer): string => `${places[id] ?? ""}${title}`;

const roundTo = (amount: number, step: number): number => Math.round(amount / step) * step;

/** A purchase and, once it is accepted, its payment. */
export function paidPurchase(purchase: Purchase, calendar: Calendar): readonly DemoEvent[] {
  const { ocid, title, buyer, bids, winner, kind } = purchase;
  const bid = bids[winner];
  const events = purchaseEvents(purchase, calendar);
  if (bid === undefined || purchase.until !== undefined) return events;
  const payment = paymentEvents(
    {
      id: `zf-${ocid}`,
      unit: buyer.id,
      day: acceptedOn(purchase) + 5,
      title: `${title}合同款`,
      payee: bid.firm.id,
      amount: bid.price,
      contract: contractId(purchase),
      invoices: [`fp-${ocid}`],
      requester: buyer.officer,
      purpose: kind === "services" ? "service" : kind,
    },
    calendar,
  );
  return [...events, ...payment];
}

/** A contract that is below every limit. */
interface SmallContract {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly buyer: Buyer;
  readonly firm: Company;
  readonly amount: number;
  readonly day: number;
}

function contractOf(dice: Dice, n: number, day: number): SmallContract {
  const kind = kindOf(n);
  const buyer = buying[Math.floor(n / 2) % buying.length] ?? buyers.first;
  const article = dice.one(small[kind]);
  return {
    id: `ht-${year}-l${String(n + 1).padStart(3, "0")}`,
    title: titleOf(article, buyer),
    category: article.category,
    buyer,
    // No two contracts of a supplier are about the same.
    firm: honest[kind][n % honest[kind].length] ?? dice.one(honest[kind]),
    amount: dice.near(article.from, 0.4, 0.8),
    day,
  };
}

/** What is reported of it: its signature, its acceptance and its payment. */
function contractEvents(contract: SmallContract, calendar: Calendar): readonly DemoEvent[] {
  const { id, title, category, buyer, firm, amount, day } = contract;
  const signed = calendar.at(day, 10, 40);
  const accepted = calendar.at(day + 9, 15, 10);
  const common = (step: string): Readonly<Record<string, unknown>> => ({
    ...actData({
      person: buyer.officer,
      unit: buyer.id,
      definition: "contract",
      instance: id,
      step,
      name: title,
    }),
    counterparties: [{ id: firm.id, kind: "organisation", role: "supplier" }],
    amount: money(amount),
    buyer: { id: buyer.id },
  });
  const terms = {
    id,
    kind: "other",
    dateSigned: signed,
    suppliers: [{ id: firm.id }],
    value: money(amount),
    period: { startDate: signed, endDate: calendar.at(day + 90) },
    classification: { id: category },
  };
  const acceptance = {
    id: `ys-${id}`,
    kind: "acceptance",
    date: accepted,
    deliveredAt: calendar.at(day + 6, 9, 30),
    amount: money(amount),
    signerIds: [buyer.officer, buyer.decider],
    evidenceIds: [`ys-${id}.pdf`],
  };
  const type = "contract.acceptance.recorded";
  return [
    eventOf("contracts", "contract.signed", `${id}-signed`, signed, {
      ...common("sign"),
      contracts: [terms],
    }),
    eventOf("contracts", type, `${id}-accepted`, accepted, {
      ...common("accept"),
      contracts: [{ id }],
      acceptance,
    }),
    ...contractPayment(contract, calendar),
  ];
}

const contractPayment = (
  { id, title, buyer, firm, amount, day }: SmallContract,
  calendar: Calendar,
): readonly DemoEvent[] =>
  paymentEvents(
    {
      id: `zf-${id}`,
      unit: buyer.id,
      day: day + 14,
      title: `${title}合同款`,
      payee: firm.id,
      amount,
      contract: id,
      invoices: [`fp-${id}`],
      requester: buyer.officer,
    },
    calendar,
  );

const bills = ["电费", "水费", "网络通信费", "公务用车维修费", "差旅费报销", "培训场地费", "办公电话费"];

/** A bill of everyday life: paid on its invoice, without a contract. */
function billOf(dice: Dice, n: number, day: number, calendar: Calendar): readonly DemoEvent[] {
  const buyer = dice.one(buying);
  const id = `zf-${year}-b${String(n + 1).padStart(3, "0")}`;
  return paymentEvents(
    {
      id,
      unit: buyer.id,
      day,
      hour: dice.whole(9, 14),
      title: dice.one(bills),
      payee: `utility-${String(1 + (n % 9))}`,
      amount: dice.near(9_000, 0.2, 3),
      invoices: [`fp-${id}`],
      requester: buyer.officer,
      purpose: "other",
    },
    calendar,
  );
}

const many = <T>(count: number, make: (n: number) => readonly T[]): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n)).flat();

const markOf = (n: number): string => `${year}-${String(n + 1).padStart(3, "0")}`;

const kindOf = (n: number): Kind => kinds[n % kinds.length] ?? "goods";

const buyerOf = (n: number): Buyer =>
  kindOf(n) === "works" ? buyers.works : (buying[n % buying.length] ?? buyers.first);

/** What an office does when nothing is wrong, spread over the days. */
export function ordinaryEvents(dice: Dice, volume: Volume, calendar: Calendar): readonly DemoEvent[] {
  const day = (n: number, of: number): number => 4 + Math.floor((n * (calendar.last - 5)) / of);
  const { tenders, inquiries, contracts, bills: paid } = volume;
  return [
    ...many(tenders, (n) =>
      paidPurchase(tenderOf(dice, markOf(n), day(n, tenders), kindOf(n), buyerOf(n)), calendar),
    ),
    ...many(inquiries, (n) =>
      paidPurchase(inquiryOf(dice, markOf(n), day(n, inquiries), kindOf(n), buyerOf(n)), calendar),
    ),
    ...many(contracts, (n) => contractEvents(contractOf(dice, n, day(n, contracts)), calendar)),
    ...many(paid, (n) => billOf(dice, n, day(n, paid), calendar)),
  ];
}
