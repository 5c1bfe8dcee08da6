import type { Feature, Rule } from "@probity/contracts";
import { conditionOf } from "@probity/engine/author";
import { conditionRows } from "../condition/condition-rows.ts";

/** Stages that an event goes through, in their order. */
export const stages = ["source", "filter", "data", "condition", "score", "alert"] as const;

/** One of {@link stages}. */
export type Stage = (typeof stages)[number];

/** Kinds of features, by their names in a rule. */
export const featureKinds = ["window", "history", "owners", "shared", "path"] as const;

/** One of {@link featureKinds}. */
export type FeatureKind = (typeof featureKinds)[number];

/** Kinds of steps that an author adds, in the order of the palette. Each is something that a rule can say. */
export const addableKinds = [
  "source",
  "filter",
  "record",
  "history",
  "window",
  "owners",
  "shared",
  "path",
  "condition",
  "screen",
  "evidence",
  "advice",
] as const;

/** One of {@link addableKinds}. */
export type AddableKind = (typeof addableKinds)[number];

/** Where steps of a kind stand. */
export const stageOf: Readonly<Record<AddableKind, Stage>> = {
  source: "source",
  filter: "filter",
  record: "data",
  history: "data",
  window: "data",
  owners: "data",
  shared: "data",
  path: "data",
  condition: "condition",
  screen: "score",
  evidence: "alert",
  advice: "alert",
};

/** Kinds of steps that every rule has once, and which nobody adds or takes out. */
type FixedKind = "never" | "deadline" | "score" | "alert";

/** A step of a rule: read from the rule whenever it is shown, and kept nowhere else. */
export interface Step {
  /** Tells it from the others of its rule, and names its fields on the screen. */
  readonly key: string;
  readonly kind: AddableKind | FixedKind;
  readonly stage: Stage;
  /** Its place among those of its kind: event types, features, rows, evidence. */
  readonly place: number;
  /** The name of its event type, feature or evidence; the CEL text of its condition. */
  readonly name: string;
  readonly isRemovable: boolean;
}

/** Which kind of feature it is. */
export const kindOfFeature = (feature: Feature): FeatureKind =>
  featureKinds.find((kind) => feature[kind] !== undefined) ?? "window";

/** The steps of a rule in their order. */
export const stepsOf = (rule: Rule): readonly Step[] => [
  ...rule.at.map((name, place) =>
    step("source", { key: `source:${name}`, name, place, isRemovable: rule.at.length > 1 }),
  ),
  ...(rule.applies === undefined ? [] : [step("filter", { name: rule.applies })]),
  ...(rule.reads === "record" ? [step("record")] : []),
  ...Object.entries(rule.features ?? {}).map(([name, feature], place) =>
    step(kindOfFeature(feature), { key: `feature:${name}`, name, place }),
  ),
  ...conditionSteps(rule),
  ...(rule.deadline === undefined ? [] : [fixed("deadline", "condition")]),
  fixed("score", "score"),
  ...(rule.screen === true ? [step("screen")] : []),
  fixed("alert", "alert"),
  ...(rule.advice === undefined ? [] : [step("advice")]),
  ...(rule.evidence ?? []).map(({ name }, place) =>
    step("evidence", { key: `evidence:${name}`, name, place }),
  ),
];

function conditionSteps({ when }: Rule): readonly Step[] {
  const group = conditionRows(when);
  if (group?.rows.length === 0) return [fixed("never", "condition")];
  const texts = group === undefined ? [when] : group.rows.map(conditionOf);
  const isRemovable = group !== undefined;
  return texts.map((name, place) =>
    step("condition", { key: `condition:${place}`, name, place, isRemovable }),
  );
}

const step = (kind: AddableKind, more: Partial<Step> = {}): Step => ({
  key: kind,
  kind,
  stage: stageOf[kind],
  place: 0,
  name: "",
  isRemovable: true,
  ...more,
});

const fixed = (kind: FixedKind, stage: Stage): Step => ({
  key: kind,
  kind,
  stage,
  place: 0,
  name: "",
  isRemovable: false,
});
