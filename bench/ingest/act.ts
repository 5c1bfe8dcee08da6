import type { Model } from "@probity/contracts";

const both = (text: string): Model["name"] => ({ "zh-CN": text, en: text });

/** A type of its own: no built-in rule reads it and no record is compiled from it, so that a run has the rules it says. */
export const actType = {
  type: "bench.act.recorded",
  version: "1.0",
  record: null,
  subject: ["ocid"],
  schema: {
    type: "object",
    properties: {
      ocid: { type: "string", maxLength: 200 },
      buyer: { type: "object", properties: { id: { type: "string", maxLength: 200 } } },
      tender: { type: "object", properties: { id: { type: "string", maxLength: 200 } } },
      awards: {
        type: "array",
        maxItems: 100,
        items: {
          type: "object",
          properties: {
            id: { type: "string", maxLength: 200 },
            status: { type: "string", maxLength: 200 },
            date: { type: "string", format: "instant" },
            value: {
              type: "object",
              properties: {
                amount: { type: "number" },
                currency: { type: "string", pattern: "^[A-Z]{3}$" },
              },
              "x-money": true,
            },
            suppliers: {
              type: "array",
              maxItems: 100,
              items: { type: "object", properties: { id: { type: "string", maxLength: 200 } } },
            },
            candidateRank: { type: "integer" },
            rankDeviationReason: { type: "string", maxLength: 2000 },
          },
          required: ["id"],
        },
      },
    },
    required: ["ocid"],
  },
} as const;

/** Four kinds of conditions in turn; only the first of all hits, on one event in ten (see `records.ts`). */
const conditionOf = (index: number): string => {
  const limit = index + 1;
  switch (index % 4) {
    case 0:
      return `event.awards.exists(a, a.value.amount > ${index === 0 ? 190_000_000 : 400_000_000 + limit})`;
    case 1:
      return `event.awards.exists(a, a.status == "active" && a.candidateRank > ${limit} && !(a.rankDeviationReason in ["none", "other"]))`;
    case 2:
      return `event.awards.exists(a, a.suppliers.exists(s, s.id == event.buyer.id || s.id == "blocked-${limit}"))`;
    default:
      return `size(event.tender.id) > ${200 + limit} || event.awards.filter(a, a.status == "cancelled").size() > ${limit}`;
  }
};

/** A model of so many rules, at most 100, on {@link actType} or another type with the same fields. */
export const actModel = (rules: number, at: string = actType.type): Model => ({
  id: "BEN-ACT",
  version: "1.0.0",
  name: both("bench"),
  description: both("bench"),
  domain: "BEN",
  created: "2026-01-01",
  rules: Array.from({ length: rules }, (_, index) => ({
    id: `BEN-ACT-${String(index + 1).padStart(3, "0")}`,
    version: "1.0.0",
    name: both(`rule ${index}`),
    point: both(`rule ${index}`),
    explanation: both(`rule ${index}`),
    message: both("the award of {amount}"),
    probability: 2,
    harm: 2,
    level: 2,
    class: "business",
    phase: "during",
    at: [at],
    reads: "event",
    ceiling: "warn",
    disclosure: "full",
    when: conditionOf(index),
    evidence: [{ name: "amount", label: both("amount"), value: "event.awards[0].value.amount" }],
    basis: ["bench"],
    review: "2027-01-01",
  })),
});
