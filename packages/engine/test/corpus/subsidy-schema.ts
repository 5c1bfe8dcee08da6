import { flag, fraction, list, record, text, whole, type Schema } from "./schema-parts.ts";

/** A subsidy claim: programme, applicant, household, parcels, payments, checks, approval. */
export const subsidySchema: Schema = record({
  programme: record({ code: text, cap: whole, rate: whole, incomeLimit: whole }),
  applicant: record({ id: text, account: text, age: whole, deceased: flag, idNumber: text, village: text }),
  household: list(record({ id: text, relation: text, income: whole, cars: whole, account: text }), 30),
  parcels: list(record({ plot: text, area: fraction, crop: text, from: whole, until: whole }), 100),
  payments: list(record({ payee: text, account: text, amount: whole, month: whole }), 100),
  checks: list(record({ by: text, photos: whole, passed: flag }), 20),
  approval: record({ by: text, amount: whole, appliedAt: text, decidedAt: text, opinion: text }, ["opinion"]),
});
