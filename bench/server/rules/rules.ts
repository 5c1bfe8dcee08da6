import type { BindingsFile, Feature as RuleFeature, Model } from "@probity/contracts";
import { actModel } from "../../ingest/act.ts";
import { actType } from "../history/act-type.ts";
import { type Feature, features, ownership } from "./features.ts";

/** One rule as every engine gets it. */
export interface RuleText {
  readonly id: string;
  /** CEL over `event`, and over `features` where it needs the past. */
  readonly cel: string;
}

/** An average amount of the acts in minor units. */
const averageMinor = 100_500_000;

/**
 * Rules that need the past. Their limits grow with the history, so that about as many drafts exceed them at every size.
 */
const windowRules = (events: number): readonly RuleText[] => {
  const many = (perMillion: number): number => Math.max(1, Math.ceil((events * perMillion) / 1_000_000));
  const conditions = [
    `features.buyerCount30d > ${many(150)}`,
    `features.buyerSum30d > ${many(150) * averageMinor}`,
    `features.buyerSuppliers90d > ${many(400)}`,
    `features.pairCount365d > ${many(3)}`,
    `features.supplierSum180d > ${many(300) * averageMinor}`,
    "features.commonOwners > 0",
  ];
  return conditions.map((cel, index) => ({ id: `BEN-WIN-00${index + 1}`, cel }));
};

/** The rules on the event alone. */
const eventRules = (rules: number): readonly RuleText[] =>
  actModel(rules, actType.type).rules.map(({ id, when }) => ({ id, cel: when }));

/** Of what rules depend. */
export interface RuleSizes {
  /** Rules on the event alone. */
  readonly rules: number;
  /** Events of the history. */
  readonly events: number;
}

/** What the peer judges with. */
export const peerRules = ({ rules, events }: RuleSizes): readonly RuleText[] => [
  ...eventRules(rules),
  ...windowRules(events),
];

/** The past as our rules declare it. Money stays money here; the peer's sums are of its amounts. */
const declared = ({ days, keys, value }: Feature): RuleFeature => {
  const by = keys.map((key) => `event.${key}.id`);
  const of = [actType.type];
  const within = `${days}d`;
  if (value === "distinct suppliers")
    return { window: { fn: "distinct", of, by, value: "event.supplier.id", within, prior: true } };
  const fn = value === "sum" ? "sum" : "count";
  return { window: { fn, of, by, value: "event.value", within, prior: true } };
};

const commonOwners: RuleFeature = {
  owners: { among: "event.bidders.map(b, b.id)", ...ownership },
};

const allFeatures: Readonly<Record<string, RuleFeature>> = {
  ...Object.fromEntries(features.map((feature) => [feature.name, declared(feature)])),
  commonOwners,
};

/** The same condition on what our features are: a sum of money, a list of owners. */
const ourText = (cel: string): string =>
  cel
    .replace(/features\.(\w*Sum\w*)/, "features.$1.amount")
    .replace("features.commonOwners", "size(features.commonOwners)");

const ofOne = (cel: string): Readonly<Record<string, RuleFeature>> =>
  Object.fromEntries(Object.entries(allFeatures).filter(([name]) => cel.includes(`features.${name}`)));

/** The rules that need the past, each with its feature; of the highest level, so that they are shown first. */
const windowModel = (events: number): Model => {
  const [first] = actModel(1, actType.type).rules;
  if (first === undefined) throw new Error("the bench has no rule to begin with");
  const rules = windowRules(events).map(({ id, cel }): Model["rules"][number] => ({
    ...first,
    id,
    level: 1,
    harm: 3,
    evidence: [],
    message: { "zh-CN": "bench", en: "bench" },
    when: ourText(cel),
    features: ofOne(cel),
  }));
  return { ...actModel(1, actType.type), id: "BEN-WIN", rules };
};

/** The models that our server gets: what is compared with the peer. */
export const ourModels = ({ rules, events }: RuleSizes): readonly Model[] => [
  actModel(rules, actType.type),
  windowModel(events),
];

/** Every rule warns, so that a decision names its hits. */
export const ourBindings = (models: readonly Model[], source: string): BindingsFile => ({
  bindings: models
    .flatMap((model) => model.rules)
    .map(({ id }) => ({ id: `warn.${id}`, rule: id, source, action: "warn" })),
});

/** Most findings that a decision shows. */
const mostShown = 3;

/** The rules that a decision of ours shows when these hit: all warn, so by level and then by name. */
export const shownOf = (hits: readonly string[]): readonly string[] =>
  [...hits.filter(hasPast).toSorted(), ...hits.filter((id) => !hasPast(id)).toSorted()].slice(0, mostShown);

const hasPast = (id: string): boolean => id.startsWith("BEN-WIN-");
