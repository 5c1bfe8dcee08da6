import { rule, type CorpusRule } from "./corpus-rule.ts";

/** Rules on the tender and its documents: P01 to P20. */
export const tenderRules: readonly CorpusRule[] = [
  rule({
    id: "P01",
    says: "A purchase above the limit was not tendered openly",
    limits: { limit: 40_000_000 },
    cel: `event.procurement.tender.estimate >= {limit} && event.procurement.tender.method != "open" && !event.procurement.tender.urgent`,
    js:
      ({ limit }) =>
      ({ procurement: { tender } }) =>
        tender.estimate >= limit && tender.method !== "open" && !tender.urgent,
  }),
  rule({
    id: "P02",
    says: "The award lies far below the estimate",
    limits: { percent: 21 },
    cel: `(event.procurement.tender.estimate - event.procurement.award.amount) * 100 > event.procurement.tender.estimate * {percent}`,
    js:
      ({ percent }) =>
      ({ procurement: { tender, award } }) =>
        (tender.estimate - award.amount) * 100 > tender.estimate * percent,
  }),
  rule({
    id: "P03",
    says: "The award is above the price ceiling",
    limits: {},
    cel: `event.procurement.award.amount > event.procurement.tender.ceiling`,
    js: () => (event) => event.procurement.award.amount > event.procurement.tender.ceiling,
  }),
  rule({
    id: "P04",
    says: "Too few valid bids in an open tender",
    limits: { bids: 6 },
    cel: `event.procurement.tender.method == "open" && size(event.procurement.bids.filter(b, !b.rejected)) < {bids}`,
    js:
      ({ bids }) =>
      ({ procurement }) =>
        procurement.tender.method === "open" && procurement.bids.filter((bid) => !bid.rejected).length < bids,
  }),
  rule({
    id: "P05",
    says: "A rejected bidder won",
    limits: {},
    cel: `event.procurement.bids.exists(b, b.bidder == event.procurement.award.supplier && b.rejected)`,
    js: () => (event) => {
      const { bids, award } = event.procurement;
      return bids.some((bid) => bid.bidder === award.supplier && bid.rejected);
    },
  }),
  rule({
    id: "P06",
    says: "Two bids name the same telephone",
    limits: {},
    cel: `event.procurement.bids.exists(a, event.procurement.bids.exists(b, a.id != b.id && a.phone == b.phone))`,
    celDistinct: `size(distinct(event.procurement.bids.map(b, b.phone))) < size(event.procurement.bids)`,
    js: () => (event) => {
      const { bids } = event.procurement;
      return bids.some((a) => bids.some((b) => a.id !== b.id && a.phone === b.phone));
    },
  }),
  rule({
    id: "P07",
    says: "Two bids name the same bank account",
    limits: {},
    cel: `event.procurement.bids.exists(a, event.procurement.bids.exists(b, a.id != b.id && a.account == b.account))`,
    celDistinct: `size(distinct(event.procurement.bids.map(b, b.account))) < size(event.procurement.bids)`,
    js: () => (event) => {
      const { bids } = event.procurement;
      return bids.some((a) => bids.some((b) => a.id !== b.id && a.account === b.account));
    },
  }),
  rule({
    id: "P08",
    says: "Two bids came from the same network address",
    limits: {},
    cel: `event.procurement.bids.exists(a, event.procurement.bids.exists(b, a.id != b.id && a.ip == b.ip))`,
    celDistinct: `size(distinct(event.procurement.bids.map(b, b.ip))) < size(event.procurement.bids)`,
    js: () => (event) => {
      const { bids } = event.procurement;
      return bids.some((a) => bids.some((b) => a.id !== b.id && a.ip === b.ip));
    },
  }),
  rule({
    id: "P09",
    says: "Two bidders have the same legal representative",
    limits: {},
    cel: `event.procurement.bids.exists(a, event.procurement.bids.exists(b, a.id != b.id && a.person == b.person))`,
    celDistinct: `size(distinct(event.procurement.bids.map(b, b.person))) < size(event.procurement.bids)`,
    js: () => (event) => {
      const { bids } = event.procurement;
      return bids.some((a) => bids.some((b) => a.id !== b.id && a.person === b.person));
    },
  }),
  rule({
    id: "P10",
    says: "A bid arrived after the deadline and was not rejected",
    limits: { minutes: 0 },
    cel: `event.procurement.bids.exists(b, b.minutesEarly < {minutes} && !b.rejected)`,
    js:
      ({ minutes }) =>
      (event) =>
        event.procurement.bids.some((bid) => bid.minutesEarly < minutes && !bid.rejected),
  }),
  rule({
    id: "P11",
    says: "All bids lie close to the estimate",
    limits: { percent: 80 },
    cel: `event.procurement.bids.all(b, b.amount * 100 >= event.procurement.tender.estimate * {percent})`,
    js:
      ({ percent }) =>
      ({ procurement: { bids, tender } }) =>
        bids.every((bid) => bid.amount * 100 >= tender.estimate * percent),
  }),
  rule({
    id: "P12",
    says: "The title asks for a brand or for imported goods",
    limits: {},
    cel: `event.procurement.tender.title.matches("(进口|原装|指定品牌|[Bb]rand(ed)? )")`,
    js: () => {
      const pattern = /(进口|原装|指定品牌|[Bb]rand(ed)? )/;
      return (event) => pattern.test(event.procurement.tender.title);
    },
  }),
  rule({
    id: "P13",
    says: "A certificate is demanded that shuts bidders out",
    limits: {},
    cel: `event.procurement.tender.certificates.exists(c, c.matches("^(AAA|CMMI-?[45])$"))`,
    js: () => {
      const pattern = /^(AAA|CMMI-?[45])$/;
      return (event) =>
        event.procurement.tender.certificates.some((certificate) => pattern.test(certificate));
    },
  }),
  rule({
    id: "P14",
    says: "The bid period is too short",
    limits: { hours: 480 },
    cel: `timestamp(event.procurement.tender.deadlineAt) - timestamp(event.procurement.tender.publishedAt) < duration("{hours}h")`,
    js:
      ({ hours }) =>
      ({ procurement: { tender } }) =>
        Date.parse(tender.deadlineAt) - Date.parse(tender.publishedAt) < hours * 3_600_000,
  }),
  rule({
    id: "P15",
    says: "Two prices differ by exactly one step",
    limits: { step: 100_000 },
    cel: `event.procurement.bids.exists(a, event.procurement.bids.exists(b, a.amount - b.amount == {step} && !a.rejected))`,
    js:
      ({ step }) =>
      ({ procurement: { bids } }) =>
        bids.some((a) => bids.some((b) => a.amount - b.amount === step && !a.rejected)),
  }),
  rule({
    id: "P16",
    says: "Too few outside experts among the evaluators",
    limits: { numerator: 2, denominator: 3 },
    cel: `size(event.procurement.tender.evaluators.filter(e, e.expert)) * {denominator} < size(event.procurement.tender.evaluators) * {numerator}`,
    js:
      ({ numerator, denominator }) =>
      ({ procurement: { tender } }) =>
        tender.evaluators.filter((evaluator) => evaluator.expert).length * denominator <
        tender.evaluators.length * numerator,
  }),
  rule({
    id: "P17",
    says: "The committee is too small or even",
    limits: { members: 5 },
    cel: `size(event.procurement.tender.evaluators) < {members} || size(event.procurement.tender.evaluators) % 2 == 0`,
    js:
      ({ members }) =>
      ({ procurement: { tender } }) =>
        tender.evaluators.length < members || tender.evaluators.length % 2 === 0,
  }),
  rule({
    id: "P18",
    says: "An expert comes from the buyer",
    limits: {},
    cel: `event.procurement.tender.evaluators.exists(e, e.expert && e.unit == event.procurement.buyer.id)`,
    js:
      () =>
      ({ procurement: { tender, buyer } }) =>
        tender.evaluators.some((evaluator) => evaluator.expert && evaluator.unit === buyer.id),
  }),
  rule({
    id: "P19",
    says: "An evaluator comes from a bidder",
    limits: {},
    cel: `event.procurement.tender.evaluators.exists(e, event.procurement.bids.exists(b, b.bidder == e.unit))`,
    js:
      () =>
      ({ procurement: { tender, bids } }) =>
        tender.evaluators.some((evaluator) => bids.some((bid) => bid.bidder === evaluator.unit)),
  }),
  rule({
    id: "P20",
    says: "The weight of the price is too small",
    limits: { weight: 30 },
    cel: `event.procurement.tender.weights.exists(w, w.kind == "price" && w.weight < {weight})`,
    js:
      ({ weight }) =>
      ({ procurement: { tender } }) =>
        tender.weights.some((entry) => entry.kind === "price" && entry.weight < weight),
  }),
];
