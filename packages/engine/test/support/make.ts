import type {
  Binding,
  Bundle,
  EventType,
  Finding,
  JsonObject,
  LocalizedText,
  Model,
  ParamSet,
  Rule,
} from "@probity/contracts";
import { buildBundle, type BundleInput } from "../../src/author/index.ts";
import { compile } from "../../src/index.ts";
import { re2 } from "../../src/re2/index.ts";

/** The same text in both languages. */
export const both = (text: string): LocalizedText => ({ "zh-CN": text, en: text });

const value = {
  type: "object",
  properties: { amount: { type: "number" }, currency: { type: "string" } },
  "x-money": true,
};

/** A small event type of a contracting process with every kind of field. */
export const purchase: EventType = {
  type: "test.purchase.decided",
  version: "1.0",
  name: both("purchase"),
  phase: "before",
  decision: "buy",
  record: "contracting",
  subject: ["ocid"],
  schema: {
    type: "object",
    properties: {
      ocid: { type: "string" },
      title: { type: "string" },
      urgent: { type: "boolean" },
      count: { type: "integer" },
      share: { type: "number" },
      value,
      noticeAt: { type: "string", format: "instant" },
      dueAt: { type: "string", format: "instant", "x-day": "end" },
      tags: { type: "array", items: { type: "string" }, maxItems: 50 },
      labels: { type: "object", additionalProperties: { type: "integer" } },
      anything: {},
      constructor: { type: "string" },
      bids: {
        type: "array",
        maxItems: 100,
        items: { type: "object", properties: { id: { type: "string" }, phone: { type: "string" }, value } },
      },
    },
  },
};

/** A second type of the same process, for records. */
export const notice: EventType = {
  ...purchase,
  type: "test.notice.published",
  schema: {
    type: "object",
    properties: {
      ocid: { type: "string" },
      notice: { type: "object", properties: { id: { type: "string" } } },
    },
  },
};

/** A rule with everything filled in that a test does not care about. */
export function rule(part: Partial<Rule> & Pick<Rule, "when">): Rule {
  return {
    id: "TST-ONE-001",
    version: "1.0.0",
    name: both("name"),
    point: both("point"),
    explanation: both("explanation"),
    message: both("message"),
    probability: 2,
    harm: 2,
    level: 2,
    class: "integrity",
    phase: "before",
    at: [purchase.type],
    reads: "event",
    ceiling: "block",
    disclosure: "full",
    basis: ["law"],
    review: "2027-01-01",
    ...part,
  };
}

/** A model of these rules. */
export function model(...rules: readonly Rule[]): Model {
  return {
    id: "TST-ONE",
    version: "1.0.0",
    name: both("model"),
    description: both("model"),
    domain: "TST",
    created: "2026-01-01",
    rules: [...rules],
  };
}

/** What a test may say about a bundle beside its rules. */
export interface BundleParts {
  readonly bindings?: readonly Binding[];
  readonly paramSets?: readonly ParamSet[];
  readonly timeZone?: string;
  readonly defaultCurrency?: string | undefined;
  readonly exceptions?: BundleInput["exceptions"];
  readonly breakers?: BundleInput["breakers"];
}

/** A bundle of these rules, each bound once unless bindings are given. */
export function bundleOf(rules: readonly Rule[], parts: BundleParts = {}): Bundle {
  const bindings = rules.map((item): Binding => ({
    id: `b-${item.id}`,
    rule: item.id,
    source: "s",
    action: item.ceiling,
  }));
  return buildBundle({
    source: "s",
    version: 1,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: "2026-01-01T00:00:00Z",
    expiresAt: "2027-01-01T00:00:00Z",
    timeZone: parts.timeZone ?? "Asia/Shanghai",
    defaultCurrency: parts.defaultCurrency,
    types: [purchase, notice],
    models: [model(...rules)],
    bindings: parts.bindings ?? bindings,
    paramSets: parts.paramSets,
    exceptions: parts.exceptions,
    breakers: parts.breakers,
  });
}

/** The moment at which tests happen. */
export const now = "2026-05-01T09:00:00+08:00";

/** The findings of a bundle that went over the wire, on one event. */
export function findingsOf(bundle: Bundle, data: JsonObject, more: object = {}): readonly Finding[] {
  const wire: Bundle = JSON.parse(JSON.stringify(bundle));
  return compile(wire, { regex: re2 }).evaluate({ type: purchase.type, data, time: now, ...more }).findings;
}

/** The finding of one condition on one event. */
export function judge(when: string, data: JsonObject = {}, parts: BundleParts & Partial<Rule> = {}): Finding {
  const { bindings, paramSets, timeZone, defaultCurrency, ...ruleParts } = parts;
  const bundle = bundleOf([rule({ when, ...ruleParts })], {
    defaultCurrency,
    ...(bindings !== undefined && { bindings }),
    ...(paramSets !== undefined && { paramSets }),
    ...(timeZone !== undefined && { timeZone }),
  });
  const [finding] = findingsOf(bundle, data);
  if (finding === undefined) throw new Error("the rule gave no finding");
  return finding;
}
