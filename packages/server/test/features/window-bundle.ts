import type { Bundle, EventType, Feature, LocalizedText, Model, Rule } from "@probity/contracts";
import { buildBundle } from "@probity/engine/author";

const both = (text: string): LocalizedText => ({ "zh-CN": text, en: text });

/** A payment with every kind of field that windows read. */
export const paid = "test.payment.made";
/** Another type that some windows count as well. */
export const refunded = "test.payment.refunded";

const schema = {
  type: "object",
  properties: {
    ocid: { type: "string" },
    budget: { type: "string" },
    lines: { type: "array", items: { type: "string" }, maxItems: 20 },
    payee: { type: "string" },
    value: {
      type: "object",
      properties: { amount: { type: "number" }, currency: { type: "string" } },
      "x-money": true,
    },
    count: { type: "integer" },
    rate: { type: "number" },
    dueAt: { type: "string", format: "instant" },
    urgent: { type: "boolean" },
  },
};

const typeOf = (type: string): EventType => ({
  type,
  version: "1.0",
  name: both("payment"),
  phase: "after",
  decision: "pay",
  record: null,
  subject: ["ocid"],
  schema,
});

/** The event types of {@link windowModel}. */
export const windowTypes: readonly EventType[] = [typeOf(paid), typeOf(refunded)];

const budget = ["event.budget"];
const ruleFeatures: readonly Record<string, Feature>[] = [
  {
    count: { window: { fn: "count", of: [paid], by: budget, within: "30d" } },
    exists: { window: { fn: "exists", of: [paid], by: budget, within: "36h", prior: true } },
    sum: {
      window: { fn: "sum", of: [paid, refunded], by: budget, value: "event.value", within: "params.days" },
    },
    average: { window: { fn: "avg", of: [paid], by: budget, value: "event.rate", within: "30d" } },
    mean: { window: { fn: "avg", of: [paid], by: budget, value: "event.value", period: "month" } },
    least: { window: { fn: "min", of: [paid], by: budget, value: "event.count", period: "quarter" } },
    most: { window: { fn: "max", of: [paid], by: budget, value: "event.value", period: "year" } },
    rates: { window: { fn: "sum", of: [paid], by: budget, value: "event.rate", within: "365d" } },
  },
  {
    payees: { window: { fn: "distinct", of: [paid], by: budget, value: "event.payee", within: "30d" } },
    amounts: { window: { fn: "distinct", of: [paid], by: budget, value: "event.value", period: "month" } },
    last: {
      window: { fn: "last", of: [paid], by: budget, value: "event.payee", within: "30d", prior: true },
    },
    lastOwn: { window: { fn: "last", of: [paid], by: budget, value: "event.value", within: "365d" } },
    lastFlag: {
      window: { fn: "last", of: [paid, refunded], by: budget, value: "event.urgent", within: "30d" },
    },
    earliest: { window: { fn: "min", of: [paid], by: budget, value: "event.dueAt", within: "365d" } },
    steps: { history: { of: [paid] } },
    allSteps: { history: {} },
  },
  {
    everywhere: {
      window: { fn: "sum", of: [paid], by: budget, value: "event.value", within: "365d", from: "all" },
    },
    urgent: {
      window: { fn: "count", of: [paid], by: budget, where: "event.urgent", within: "365d", from: "all" },
    },
    perLine: {
      window: {
        fn: "sum",
        of: [paid],
        by: ["event.lines", "event.payee"],
        value: "event.count",
        within: "60d",
      },
    },
    lineOfAll: {
      window: {
        fn: "count",
        of: [paid, refunded],
        by: ["event.lines"],
        where: "event.count > 3",
        period: "month",
        from: "all",
      },
    },
  },
];

/** A model whose rules have windows of every function, span and scope. */
export const windowModel: Model = {
  id: "TST-WIN",
  version: "1.0.0",
  name: both("windows"),
  description: both("windows"),
  domain: "TST",
  created: "2026-01-01",
  rules: ruleFeatures.map((features, index): Rule => ({
    id: `TST-WIN-00${index + 1}`,
    version: "1.0.0",
    name: both("name"),
    point: both("point"),
    explanation: both("explanation"),
    message: both("message"),
    probability: 2,
    harm: 2,
    level: 2,
    class: "integrity",
    phase: "after",
    at: [paid],
    reads: "event",
    ceiling: "observe",
    disclosure: "full",
    basis: ["law"],
    review: "2027-01-01",
    params: { days: { type: "int", default: 45, description: both("days") } },
    features,
    when: "true",
  })),
};

/** The bundle of a source with the rules of {@link windowModel}. */
export const windowBundle = (source: string): Bundle =>
  buildBundle({
    source,
    version: 1,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: "2026-01-01T00:00:00Z",
    expiresAt: "2027-01-01T00:00:00Z",
    timeZone: "Asia/Shanghai",
    defaultCurrency: "CNY",
    types: [...windowTypes],
    models: [windowModel],
    bindings: windowModel.rules.map(({ id }) => ({ id: `b-${id}`, rule: id, source, action: "observe" })),
    paramSets: undefined,
    exceptions: undefined,
    breakers: undefined,
  });
