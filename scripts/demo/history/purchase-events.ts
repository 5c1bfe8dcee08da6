import type { Calendar } from "./calendar.ts";
import { advisers } from "./companies.ts";
import { actData, type DemoEvent, eventOf } from "./event.ts";
import { type Bid, money, type Purchase } from "./purchase.ts";

/** Days of a purchase. */
interface Days {
  readonly published: number;
  readonly opened: number;
  readonly awarded: number;
  readonly signed: number;
}

const isTendered = ({ method }: Purchase): boolean => method === "open" || method === "selective";

const daysOf = (purchase: Purchase): Days => {
  const published = purchase.day + 2;
  const opened = published + purchase.bidDays;
  const awarded = opened + 3;
  return { published, opened, awarded, signed: awarded + purchase.contractAfter };
};

/** The number under which a bid is known. */
export const bidId = ({ ocid }: Pick<Purchase, "ocid">, n: number): string => `${ocid}-b${n + 1}`;

/** The contract of a purchase. */
export const contractId = ({ ocid }: Purchase): string => `ht-${ocid.slice(3)}`;

/** What the purchasing system reports of a purchase, the oldest first. */
export function purchaseEvents(purchase: Purchase, calendar: Calendar): readonly DemoEvent[] {
  const days = daysOf(purchase);
  const until = purchase.until ?? "contract";
  const steps = [choice(purchase, calendar)];
  if (until === "method") return steps;
  steps.push(notice(purchase, days, calendar));
  if (until === "tender") return steps;
  steps.push(...purchase.bids.map((bid, n) => bidOf(purchase, bid, n, days, calendar)));
  if (isTendered(purchase))
    steps.push(opening(purchase, days, calendar), committee(purchase, days, calendar));
  steps.push(evaluation(purchase, days, calendar), award(purchase, days, calendar));
  if (until === "award") return steps;
  return [...steps, contract(purchase, days, calendar), acceptance(purchase, days, calendar)];
}

/** What every event of a purchase says. */
const common = (
  { ocid, title, buyer, estimate }: Purchase,
  step: string,
  person = buyer.officer,
): Readonly<Record<string, unknown>> => ({
  ocid,
  ...actData({ person, unit: buyer.id, definition: "purchase", instance: ocid, step, name: title }),
  amount: money(estimate),
  buyer: { id: buyer.id },
});

const methodDetails = {
  open: "open tender",
  selective: "invited tender",
  limited: "inquiry",
  direct: "single source",
} as const;

function choice(purchase: Purchase, calendar: Calendar): DemoEvent {
  const { ocid, method, kind, category, estimate, day } = purchase;
  return eventOf("purchasing", "procurement.method.decided", `${ocid}-method`, calendar.at(day, 9, 20), {
    ...common(purchase, "plan"),
    planning: { budget: { id: `ys-${ocid}`, amount: money(estimate) }, ...purchase.planning },
    tender: {
      procurementMethod: method,
      procurementMethodDetails: methodDetails[method],
      mainProcurementCategory: kind,
      classification: { id: category },
      value: money(estimate),
      legalRegime: "procurement_law",
      urgent: false,
      ...(method === "open" ? {} : ground),
      ...purchase.choice,
    },
  });
}

const ground = {
  procurementMethodRationale:
    "采购标的规格标准统一、现货货源充足、价格变化幅度小，符合询价采购的适用情形，已经科室集体讨论。",
  exemptionCode: "standard_goods",
};

function notice(purchase: Purchase, { published, opened }: Days, calendar: Calendar): DemoEvent {
  const { ocid, title, method, kind, category, estimate } = purchase;
  const time = calendar.at(published, 11);
  return eventOf("purchasing", "procurement.tender.published", `${ocid}-notice`, time, {
    ...common(purchase, "publish"),
    tender: {
      id: `${ocid}-t`,
      title,
      status: "active",
      procurementMethod: method,
      procurementMethodDetails: methodDetails[method],
      mainProcurementCategory: kind,
      classification: { id: category },
      mustTender: isTendered(purchase),
      legalRegime: isTendered(purchase) ? "tendering_law" : "procurement_law",
      value: money(estimate),
      tenderPeriod: { startDate: time, endDate: calendar.at(opened, 11) },
      awardCriteria: isTendered(purchase) ? "ratedCriteria" : "priceOnly",
      priceWeight: kind === "services" ? 0.2 : 0.4,
      deposit: money(Math.floor(estimate * 0.01)),
      documentPrice: money(300),
      media: [{ name: "中国政府采购网", contentHash: `sha256-${ocid}` }],
      requirementAuthorIds: [advisers.author.id],
      agentId: advisers.agency.id,
      ...purchase.tender,
    },
  });
}

function bidOf(purchase: Purchase, bid: Bid, n: number, { opened }: Days, calendar: Calendar): DemoEvent {
  const { ocid } = purchase;
  const firms = [bid.firm, ...(bid.partners ?? [])];
  const date = bid.date ?? calendar.at(opened, 10, 10 + n * 6);
  return eventOf("purchasing", "procurement.bid.submitted", `${ocid}-bid-${n + 1}`, date, {
    ...common(purchase, "receive"),
    tender: { id: `${ocid}-t` },
    bids: {
      details: [
        {
          id: bidId(purchase, n),
          date,
          status: "pending",
          tenderers: firms.map(({ id }) => ({ id })),
          value: money(bid.price),
          personnel: bid.personnel ?? [{ personId: `manager-${bid.firm.id}`, role: "project_manager" }],
          documents: bid.documents ?? [{ id: `${bidId(purchase, n)}-d`, mentions: [] }],
        },
      ],
    },
    parties: [
      {
        id: bid.firm.id,
        name: bid.firm.name,
        roles: ["tenderer"],
        contactPoint: { telephone: bid.phone ?? bid.firm.phone },
      },
    ],
  });
}

function opening(purchase: Purchase, { opened }: Days, calendar: Calendar): DemoEvent {
  const { ocid, bids } = purchase;
  const time = calendar.at(opened, 11, 10);
  return eventOf("purchasing", "procurement.bid.opened", `${ocid}-opened`, time, {
    ...common(purchase, "open"),
    tender: { id: `${ocid}-t`, numberOfTenderers: bids.length, openedAt: time },
  });
}

function committee(purchase: Purchase, { opened }: Days, calendar: Calendar): DemoEvent {
  const { ocid, members } = purchase;
  const time = calendar.at(opened, 11, 20);
  return eventOf("purchasing", "procurement.committee.formed", `${ocid}-committee`, time, {
    ...common(purchase, "form_committee"),
    committee: {
      members: members.map((member) => ({ ...member, drawMethod: "random" })),
      poolSize: 46,
      formedAt: time,
    },
  });
}

function evaluation(purchase: Purchase, { opened }: Days, calendar: Calendar): DemoEvent {
  const { ocid, bids, evaluationMinutes: minutes } = purchase;
  const end = 13 * 60 + 10 + minutes;
  const time = calendar.at(opened, Math.floor(end / 60), end % 60);
  const ranks = bids.map((bid, n) => ({ bid, n })).filter(({ bid }) => bid.status !== "disqualified");
  ranks.sort((a, b) => a.bid.price - b.bid.price);
  return eventOf("purchasing", "procurement.bid.evaluated", `${ocid}-evaluated`, time, {
    ...common(purchase, "evaluate"),
    tender: { id: `${ocid}-t` },
    evaluation: { startedAt: calendar.at(opened, 13, 10), finishedAt: time },
    bids: {
      details: bids.map((bid, n) => ({
        id: bidId(purchase, n),
        status: bid.status ?? "valid",
        missingDocuments: bid.missingDocuments ?? [],
        ...(bid.rejection === undefined ? {} : { disqualification: bid.rejection }),
        ...(bid.status === "disqualified" ? {} : { rank: 1 + ranks.findIndex((one) => one.n === n) }),
      })),
    },
  });
}

/** Who won, for how much. */
const won = ({ bids, winner }: Purchase): Bid => {
  const bid = bids[winner];
  if (bid === undefined) throw new RangeError("nobody won");
  return bid;
};

function award(purchase: Purchase, { awarded }: Days, calendar: Calendar): DemoEvent {
  const { ocid, buyer, winner } = purchase;
  const bid = won(purchase);
  const time = calendar.at(awarded, 15);
  return eventOf("purchasing", "procurement.award.decided", `${ocid}-award`, time, {
    ...common(purchase, "award", buyer.decider),
    amount: money(bid.price),
    counterparties: [{ id: bid.firm.id, kind: "organisation", role: "supplier" }],
    tender: { id: `${ocid}-t` },
    awards: [
      {
        id: `${ocid}-a`,
        status: "active",
        date: time,
        noticeDate: time,
        suppliers: [{ id: bid.firm.id }],
        value: money(bid.price),
        relatedBid: bidId(purchase, winner),
        candidateRank: 1,
        ...purchase.award,
      },
    ],
  });
}

const contractKinds = { goods: "purchase", services: "service", works: "works" } as const;

function contract(purchase: Purchase, { signed }: Days, calendar: Calendar): DemoEvent {
  const { ocid, kind, category, buyer } = purchase;
  const bid = won(purchase);
  const time = calendar.at(signed, 14, 30);
  return eventOf("purchasing", "contract.signed", `${ocid}-contract`, time, {
    ...common(purchase, "sign", buyer.decider),
    amount: money(bid.price),
    counterparties: [{ id: bid.firm.id, kind: "organisation", role: "supplier" }],
    contracts: [
      {
        id: contractId(purchase),
        kind: contractKinds[kind],
        awardID: `${ocid}-a`,
        legalRegime: "procurement_law",
        dateSigned: time,
        suppliers: [{ id: bid.firm.id }],
        value: money(bid.price),
        period: { startDate: time, endDate: calendar.at(signed + 180) },
        classification: { id: category },
        performanceBond: money(Math.floor(bid.price * 0.05)),
        advancePayment: money(Math.floor(bid.price * 0.2)),
        ...purchase.contract,
      },
    ],
  });
}

/** Days from the contract to the acceptance. */
export const acceptedAfter = 12;

/** The day on which a purchase is accepted. */
export const acceptedOn = (purchase: Purchase): number => daysOf(purchase).signed + acceptedAfter;

function acceptance(purchase: Purchase, { signed }: Days, calendar: Calendar): DemoEvent {
  const { ocid, buyer } = purchase;
  const bid = won(purchase);
  const time = calendar.at(signed + acceptedAfter, 16);
  return eventOf("purchasing", "contract.acceptance.recorded", `${ocid}-accepted`, time, {
    ...common(purchase, "accept"),
    amount: money(bid.price),
    counterparties: [{ id: bid.firm.id, kind: "organisation", role: "supplier" }],
    contracts: [{ id: contractId(purchase) }],
    acceptance: {
      id: `ys-${ocid}`,
      kind: "acceptance",
      date: time,
      deliveredAt: calendar.at(signed + acceptedAfter - 3, 10),
      amount: money(bid.price),
      signerIds: [buyer.officer, buyer.decider],
      evidenceIds: [`ys-${ocid}.pdf`],
      ...purchase.acceptance,
    },
  });
}
