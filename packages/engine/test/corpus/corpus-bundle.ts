import type { Binding, Bundle, EventType, Json, LocalizedText, Model } from "@probity/contracts";
import { buildBundle } from "../../src/author/index.ts";
import type { CorpusRule, Limits } from "./corpus-rule.ts";
import { corpusType } from "./corpus-type.ts";
import { celText } from "./rules.ts";

/** In which form the corpus goes into a bundle. */
export interface BundleForm {
  /** Limits as parameters of the rule, resolved at each evaluation, and not as literals in its text. Default false. */
  readonly params?: boolean;
  /** Pairwise rules in their `distinct()` form. Default false. */
  readonly distinct?: boolean;
  /** Two evidence values for each rule, rendered on a hit. Default false. */
  readonly evidence?: boolean;
  /** The rules that are bound to another event type with the same fields. Default none. */
  readonly elsewhere?: ReadonlySet<CorpusRule>;
}

const otherType: EventType = { ...corpusType, type: "corpus.other.recorded" };

const both = (text: string): LocalizedText => ({ "zh-CN": text, en: text });
const rulesPerModel = 100;

const modelId = (group: number): string => `COR-R${String.fromCodePoint(65 + group)}`;
const ruleId = (index: number): string =>
  `${modelId(Math.floor(index / rulesPerModel))}-${String((index % rulesPerModel) + 1).padStart(3, "0")}`;

/** Limits as parameters, except inside quotes, where CEL takes literals only (durations). */
const paramText = (text: string, limits: Limits): string =>
  celText(
    text.replace(/("[^"]*")|\{([a-zA-Z]+)\}/g, (whole, quoted: string | undefined, name: string) =>
      quoted === undefined && name in limits ? `params.${name}` : whole,
    ),
    limits,
  );

const paramsOf = (limits: Limits, text: string): NonNullable<Model["rules"][number]["params"]> =>
  Object.fromEntries(
    Object.entries(limits)
      .filter(([name]) => text.includes(`params.${name}`))
      .map(([name, value]) => [
        name,
        { type: Number.isInteger(value) ? "int" : "double", default: value, description: both(name) },
      ]),
  );

const evidence = [
  { name: "estimate", label: both("estimate"), value: "event.procurement.tender.estimate" },
  { name: "supplier", label: both("supplier"), value: "event.procurement.award.supplier" },
];

const modelRule = (rule: CorpusRule, index: number, form: BundleForm): Model["rules"][number] => {
  const source = form.distinct === true ? (rule.celDistinct ?? rule.cel) : rule.cel;
  const when = form.params === true ? paramText(source, rule.limits) : celText(source, rule.limits);
  return {
    id: ruleId(index),
    version: "1.0.0",
    name: both(rule.id),
    point: both(rule.says),
    explanation: both(rule.says),
    message: both(form.evidence === true ? `${rule.says}: {estimate}, {supplier}` : rule.says),
    probability: 2,
    harm: 2,
    level: 2,
    class: "business",
    phase: "during",
    at: [form.elsewhere?.has(rule) === true ? otherType.type : corpusType.type],
    reads: "event",
    ceiling: "block",
    disclosure: "full",
    ...(form.params === true ? { params: paramsOf(rule.limits, when) } : {}),
    when,
    ...(form.evidence === true ? { evidence } : {}),
    basis: ["corpus"],
    review: "2027-01-01",
  };
};

const modelsOf = (rules: readonly CorpusRule[], form: BundleForm): readonly Model[] =>
  Array.from({ length: Math.ceil(rules.length / rulesPerModel) }, (_, group) => ({
    id: modelId(group),
    version: "1.0.0",
    name: both("corpus"),
    description: both("corpus"),
    domain: "COR",
    created: "2026-01-01",
    rules: rules
      .slice(group * rulesPerModel, (group + 1) * rulesPerModel)
      .map((rule, at) => modelRule(rule, group * rulesPerModel + at, form)),
  }));

const bindingOf = (_: CorpusRule, index: number): Binding => ({
  id: `b${index}`,
  rule: ruleId(index),
  source: "*",
  action: "warn",
});

/** Time at which the corpus is judged. */
const corpusTime = "2026-06-01T10:00:00+08:00";

/** The rules as a bundle: one binding each, so that the findings of an evaluation come in the order of the rules.
 * Those of `elsewhere` give none on the corpus events. */
export const corpusBundle = (rules: readonly CorpusRule[], form: BundleForm = {}): Bundle =>
  buildBundle({
    source: "corpus",
    version: 1,
    createdAt: "2026-01-01T00:00:00Z",
    notBefore: "2026-01-01T00:00:00Z",
    expiresAt: "2027-01-01T00:00:00Z",
    timeZone: "Asia/Shanghai",
    types: form.elsewhere === undefined ? [corpusType] : [corpusType, otherType],
    models: modelsOf(rules, form),
    bindings: rules.map(bindingOf),
  });

/** Any JSON event as input of the engine. */
export const corpusInput = (data: {
  readonly [key: string]: Json | undefined;
}): { readonly type: string; readonly data: typeof data; readonly time: string } => ({
  type: corpusType.type,
  data,
  time: corpusTime,
});
