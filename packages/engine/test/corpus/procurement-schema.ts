import { flag, fraction, list, record, text, whole, type Schema } from "./schema-parts.ts";

const tender = record({
  id: text,
  title: text,
  method: text,
  category: text,
  estimate: whole,
  ceiling: whole,
  publishedAt: text,
  deadlineAt: text,
  urgent: flag,
  criterion: text,
  certificates: list(text, 50),
  weights: list(record({ kind: text, weight: whole }), 20),
  documents: list(record({ kind: text, pages: whole }), 50),
  evaluators: list(record({ id: text, unit: text, expert: flag }), 50),
});

const bid = record({
  id: text,
  bidder: text,
  person: text,
  phone: text,
  account: text,
  payer: text,
  ip: text,
  amount: whole,
  deposit: whole,
  minutesEarly: whole,
  technical: fraction,
  rejected: flag,
});

const contract = record({
  supplier: text,
  amount: whole,
  prepaid: whole,
  retention: whole,
  signedAt: text,
  amendments: list(record({ kind: text, amount: whole }), 50),
  payments: list(record({ account: text, amount: whole }), 100),
});

/** A tender with its bids, award and contract. */
export const procurementSchema: Schema = record({
  buyer: record({ id: text, region: text }),
  tender,
  bids: list(bid, 100),
  award: record({ supplier: text, amount: whole, decidedAt: text, reason: text }, ["reason"]),
  contract,
});
