import { rule, type CorpusRule } from "./corpus-rule.ts";

/** Rules on award, contract and performance: P21 to P40. */
export const awardRules: readonly CorpusRule[] = [
  rule({
    id: "P21",
    says: "The price is not exactly one criterion",
    limits: {},
    cel: `!event.procurement.tender.weights.exists_one(w, w.kind == "price")`,
    js:
      () =>
      ({ procurement: { tender } }) =>
        tender.weights.filter((entry) => entry.kind === "price").length !== 1,
  }),
  rule({
    id: "P22",
    says: "A cheaper valid bid lost under the lowest-price criterion",
    limits: {},
    cel: `event.procurement.tender.criterion == "lowest" && event.procurement.bids.exists(b, !b.rejected && b.amount < event.procurement.award.amount)`,
    js:
      () =>
      ({ procurement: { tender, bids, award } }) =>
        tender.criterion === "lowest" && bids.some((bid) => !bid.rejected && bid.amount < award.amount),
  }),
  rule({
    id: "P23",
    says: "The award is not at the price of the winner's bid",
    limits: { tolerance: 0 },
    cel: `event.procurement.bids.exists(b, b.bidder == event.procurement.award.supplier && (b.amount - event.procurement.award.amount > {tolerance} || event.procurement.award.amount - b.amount > {tolerance}))`,
    js:
      ({ tolerance }) =>
      ({ procurement: { bids, award } }) =>
        bids.some((bid) => bid.bidder === award.supplier && Math.abs(bid.amount - award.amount) > tolerance),
  }),
  rule({
    id: "P24",
    says: "A deposit is above the legal share of the estimate",
    limits: { perMille: 20 },
    cel: `event.procurement.bids.exists(b, b.deposit * 1000 > event.procurement.tender.estimate * {perMille})`,
    js:
      ({ perMille }) =>
      ({ procurement: { bids, tender } }) =>
        bids.some((bid) => bid.deposit * 1000 > tender.estimate * perMille),
  }),
  rule({
    id: "P25",
    says: "A deposit was paid from an account that is not the bidder's",
    limits: {},
    cel: `event.procurement.bids.exists(b, b.deposit > 0 && b.payer != b.account)`,
    js: () => (event) => event.procurement.bids.some((bid) => bid.deposit > 0 && bid.payer !== bid.account),
  }),
  rule({
    id: "P26",
    says: "The winner did not bid",
    limits: {},
    cel: `!(event.procurement.award.supplier in event.procurement.bids.map(b, b.bidder))`,
    js:
      () =>
      ({ procurement: { bids, award } }) =>
        !bids.some((bid) => bid.bidder === award.supplier),
  }),
  rule({
    id: "P27",
    says: "The contract departs from the award",
    limits: {},
    cel: `event.procurement.contract.supplier != event.procurement.award.supplier || event.procurement.contract.amount > event.procurement.award.amount`,
    js:
      () =>
      ({ procurement: { contract, award } }) =>
        contract.supplier !== award.supplier || contract.amount > award.amount,
  }),
  rule({
    id: "P28",
    says: "The contract was signed late",
    limits: { hours: 720 },
    cel: `timestamp(event.procurement.contract.signedAt) - timestamp(event.procurement.award.decidedAt) > duration("{hours}h")`,
    js:
      ({ hours }) =>
      ({ procurement: { contract, award } }) =>
        Date.parse(contract.signedAt) - Date.parse(award.decidedAt) > hours * 3_600_000,
  }),
  rule({
    id: "P29",
    says: "The advance payment is too large",
    limits: { percent: 30 },
    cel: `event.procurement.contract.prepaid * 100 > event.procurement.contract.amount * {percent}`,
    js:
      ({ percent }) =>
      ({ procurement: { contract } }) =>
        contract.prepaid * 100 > contract.amount * percent,
  }),
  rule({
    id: "P30",
    says: "A supplement exceeds its share of the contract",
    limits: { percent: 10 },
    cel: `event.procurement.contract.amendments.exists(a, a.kind == "supplement" && a.amount * 100 > event.procurement.contract.amount * {percent})`,
    js:
      ({ percent }) =>
      ({ procurement: { contract } }) =>
        contract.amendments.some(
          (entry) => entry.kind === "supplement" && entry.amount * 100 > contract.amount * percent,
        ),
  }),
  rule({
    id: "P31",
    says: "The winner's technical score stands far apart from all others",
    limits: { high: 80.5, low: 88.5 },
    cel: `event.procurement.bids.exists(b, b.bidder == event.procurement.award.supplier && b.technical > {high} && event.procurement.bids.all(o, o.id == b.id || o.rejected || o.technical < {low}))`,
    js:
      ({ high, low }) =>
      ({ procurement: { bids, award } }) =>
        bids.some(
          (bid) =>
            bid.bidder === award.supplier &&
            bid.technical > high &&
            bids.every((other) => other.id === bid.id || other.rejected || other.technical < low),
        ),
  }),
  rule({
    id: "P32",
    says: "A large share of the bids was rejected",
    limits: { percent: 25 },
    cel: `size(event.procurement.bids.filter(b, b.rejected)) * 100 >= size(event.procurement.bids) * {percent}`,
    js:
      ({ percent }) =>
      ({ procurement: { bids } }) =>
        bids.filter((bid) => bid.rejected).length * 100 >= bids.length * percent,
  }),
  rule({
    id: "P33",
    says: "The winner takes an unusual share of the buyer's awards",
    limits: { awards: 5, share: 0.55 },
    cel: `event.features.awardsInYear >= {awards} && event.features.awardShare > {share}`,
    js:
      ({ awards, share }) =>
      ({ features }) =>
        features.awardsInYear >= awards && features.awardShare > share,
  }),
  rule({
    id: "P34",
    says: "Purchases of the same kind add up to more than the limit",
    limits: { limit: 90_000_000 },
    cel: `event.procurement.tender.method in ["direct", "inquiry", "limited"] && event.features.splitSum + event.procurement.tender.estimate > {limit}`,
    js:
      ({ limit }) =>
      ({ procurement: { tender }, features }) =>
        (tender.method === "direct" || tender.method === "inquiry" || tender.method === "limited") &&
        features.splitSum + tender.estimate > limit,
  }),
  rule({
    id: "P35",
    says: "Two or more bidders are related to each other",
    limits: { bidders: 2 },
    cel: `size(event.procurement.bids.filter(b, b.bidder in event.features.relatedBidders)) >= {bidders}`,
    js:
      ({ bidders }) =>
      ({ procurement: { bids }, features }) =>
        bids.filter((bid) => features.relatedBidders.includes(bid.bidder)).length >= bidders,
  }),
  rule({
    id: "P36",
    says: "A document that the law demands was not published",
    limits: { pages: 0 },
    cel: `!["notice", "terms", "drawings"].all(k, event.procurement.tender.documents.exists(d, d.kind == k && d.pages > {pages}))`,
    js: ({ pages }) => {
      const kinds = ["notice", "terms", "drawings"];
      return ({ procurement: { tender } }) =>
        !kinds.every((kind) => tender.documents.some((file) => file.kind === kind && file.pages > pages));
    },
  }),
  rule({
    id: "P37",
    says: "The award is above the limit of its category without an open tender",
    limits: { works: 90_000_000, goods: 50_000_000, services: 30_000_000 },
    cel: `event.procurement.tender.method != "open" && event.procurement.award.amount > (event.procurement.tender.category == "works" ? {works} : event.procurement.tender.category == "goods" ? {goods} : {services})`,
    js:
      ({ works, goods, services }) =>
      ({ procurement: { tender, award } }) =>
        tender.method !== "open" &&
        award.amount > (tender.category === "works" ? works : tender.category === "goods" ? goods : services),
  }),
  rule({
    id: "P38",
    says: "The title hides a purchase that needs its own approval",
    limits: { length: 60 },
    cel: `event.procurement.tender.title.contains("会议") || event.procurement.tender.title.startsWith("培训") || event.procurement.tender.id.endsWith("-X") || size(event.procurement.tender.title) > {length}`,
    js:
      ({ length }) =>
      ({ procurement: { tender } }) =>
        tender.title.includes("会议") ||
        tender.title.startsWith("培训") ||
        tender.id.endsWith("-X") ||
        tender.title.length > length,
  }),
  rule({
    id: "P39",
    says: "A direct award gives no reason",
    limits: { characters: 10 },
    cel: `event.procurement.tender.method == "direct" && (!has(event.procurement.award.reason) || size(event.procurement.award.reason) < {characters})`,
    js:
      ({ characters }) =>
      ({ procurement: { tender, award } }) =>
        tender.method === "direct" && (award.reason === undefined || award.reason.length < characters),
  }),
  rule({
    id: "P40",
    says: "A payment went to an account that the supplier did not name",
    limits: { floor: 0 },
    cel: `event.procurement.contract.payments.exists(p, p.amount > {floor} && !event.procurement.bids.exists(b, b.bidder == event.procurement.contract.supplier && b.account == p.account))`,
    js:
      ({ floor }) =>
      ({ procurement: { contract, bids } }) =>
        contract.payments.some(
          (payment) =>
            payment.amount > floor &&
            !bids.some((bid) => bid.bidder === contract.supplier && bid.account === payment.account),
        ),
  }),
];
