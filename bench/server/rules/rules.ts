import type { BindingsFile, Model } from "@probity/contracts";
import { actModel } from "../../ingest/act.ts";
import { actType } from "../history/act-type.ts";

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

/**
 * The models that our server gets. This is the place where the rules with windows and links come in: what is compared with
 * the peer follows from it. As long as the server cannot judge them, it has those on the event alone.
 */
export const ourModels = ({ rules }: RuleSizes): readonly Model[] => [actModel(rules, actType.type)];

/** Every rule warns, so that a decision names its hits. */
export const ourBindings = (models: readonly Model[], source: string): BindingsFile => ({
  bindings: models
    .flatMap((model) => model.rules)
    .map(({ id }) => ({ id: `warn.${id}`, rule: id, source, action: "warn" })),
});

/** Most findings that a decision shows. */
const mostShown = 3;

/** The rules that a decision of ours shows when these hit: all warn at the same level, so by name. */
export const shownOf = (hits: readonly string[]): readonly string[] => hits.toSorted().slice(0, mostShown);
