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

const counting = { of: [actType.type], by: ["event.buyer.id"], within: "365d" };
const value = "event.awards[0].value";

/** Windows of the last rules: what a buyer did within a year, in five ways. */
const windows = [
  { fn: "count", ...counting },
  { fn: "sum", ...counting, value },
  { fn: "max", ...counting, value, where: "event.awards.size() > 0" },
  { fn: "distinct", ...counting, value: "event.awards[0].suppliers[0].id" },
  { fn: "last", ...counting, value: "event.tender.id", prior: true },
] as const;

/** How many windows {@link actModel} can have. */
export const mostWindows: number = windows.length;

const windowOf = (index: number): Partial<Model["rules"][number]> => {
  const window = windows[index];
  if (window === undefined) return {};
  return { features: { w: { window: { ...window, of: [...window.of], by: [...window.by] } } } };
};

/** What a rule with the window asks beside its own condition: never true, and always looked at first. */
const asks = [
  "features.w < 0",
  "features.w.amount < 0",
  "features.w.amount < 0",
  "features.w < 0",
  'features.w == ""',
];

/** A model of so many rules, at most 100, on {@link actType}; so many of them, from the second on, with a window. */
export const actModel = (rules: number, windowed = 0): Model => ({
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
    at: [actType.type],
    reads: "event",
    ceiling: "observe",
    disclosure: "full",
    ...(index > 0 && index <= windowed && windowOf(index - 1)),
    when: index > 0 && index <= windowed ? `${asks[index - 1]} || ${conditionOf(index)}` : conditionOf(index),
    evidence: [{ name: "amount", label: both("amount"), value: "event.awards[0].value.amount" }],
    basis: ["bench"],
    review: "2027-01-01",
  })),
});
