import { type Feature, type Rule, windowFunctions } from "@probity/contracts";
import { conditionOf, type Row, textOfGathered } from "@probity/engine/author";
import { conditionRows } from "../condition/condition-rows.ts";
import { countedScope, firstKey, pathsOf } from "../condition/scope.ts";
import { newRow } from "../condition/start.ts";
import { levelFor } from "../draft.ts";
import { partyPlaces } from "../links/places.ts";
import { nextType, type Parts } from "./possible.ts";
import { type AddableKind, type FeatureKind, type Step } from "./step.ts";

/** A rule after a change, and the step that the change is about. */
export interface Changed {
  readonly rule: Rule;
  readonly key: string;
}

/**
 * The rule with one more step of a kind, behind another step or, without one, at the end of its stage. Only for what
 * `possible` gives.
 */
export function withStep(rule: Rule, kind: AddableKind, parts: Parts, after?: Step): Changed {
  switch (kind) {
    case "source": {
      const name = nextType(rule, parts.types) ?? "";
      return {
        rule: { ...rule, at: inserted(rule.at, name, placeAfter(after, kind, rule.at.length)) },
        key: `source:${name}`,
      };
    }
    case "filter":
      return { rule: { ...rule, applies: "true" }, key: kind };
    case "record":
      return { rule: { ...rule, reads: "record" }, key: kind };
    case "condition":
      return withCondition(rule, parts, after);
    case "screen":
      return { rule: { ...rule, screen: true, level: levelFor({ ...rule, screen: true }) }, key: kind };
    case "evidence":
      return withEvidence(rule, parts, after);
    case "advice":
      return { rule: withAdvice(rule), key: kind };
    default:
      return withFeature(rule, kind, parts, after);
  }
}

/** The rule without a step that can be removed. */
export function withoutStep(rule: Rule, { kind, name, place }: Step): Rule {
  switch (kind) {
    case "source":
      return { ...rule, at: rule.at.filter((one) => one !== name) };
    case "filter": {
      const { applies: _, ...rest } = rule;
      return rest;
    }
    case "record":
      return { ...rule, reads: "event" };
    case "condition": {
      const group = conditionRows(rule.when);
      if (group === undefined) return rule;
      const rows = group.rows.toSpliced(place, 1);
      // Nobody who takes out the last condition means that everything hits.
      return { ...rule, when: rows.length === 0 ? "false" : conditionOf({ ...group, rows }) };
    }
    case "screen": {
      const { screen: _, ...rest } = rule;
      return { ...rest, level: levelFor(rest) };
    }
    case "evidence":
      return { ...rule, evidence: (rule.evidence ?? []).filter((one) => one.name !== name) };
    case "advice": {
      const { advice: _, ...rest } = rule;
      return rest;
    }
    default:
      return {
        ...rule,
        features: Object.fromEntries(Object.entries(rule.features ?? {}).filter(([key]) => key !== name)),
      };
  }
}

const inserted = <Item>(items: readonly Item[], item: Item, place: number): Item[] =>
  items.toSpliced(place, 0, item);

/** Behind a step of the same list; in front where it stands behind something else; at the end where it stands behind nothing. */
function placeAfter(after: Step | undefined, kind: AddableKind, length: number): number {
  if (after === undefined) return length;
  const isSame = kind === after.kind || (isFeature(kind) && isFeature(after.kind));
  return isSame ? after.place + 1 : 0;
}

const isFeature = (kind: Step["kind"]): boolean =>
  kind === "window" || kind === "history" || kind === "owners" || kind === "shared" || kind === "path";

function withCondition(rule: Rule, { scope }: Parts, after: Step | undefined): Changed {
  const group = conditionRows(rule.when);
  const row = newRow("compare", scope);
  if (group === undefined || row === undefined) return { rule, key: "condition" };
  const place = placeAfter(after, "condition", group.rows.length);
  // A rule that never hits begins with its first condition.
  const join = group.rows.length === 0 ? "all" : group.join;
  const rows: readonly Row[] = inserted(group.rows, row, place);
  return { rule: { ...rule, when: conditionOf({ kind: "group", join, rows }) }, key: `condition:${place}` };
}

/** Nobody who writes general words means that the whole is told; what is told less of stays so. */
const withAdvice = (rule: Rule): Rule => ({
  ...rule,
  disclosure: rule.disclosure === "full" ? "generic" : rule.disclosure,
  advice: { "zh-CN": "", en: "" },
});

function withEvidence(rule: Rule, { scope }: Parts, after: Step | undefined): Changed {
  const evidence = rule.evidence ?? [];
  const name = freeName(
    "value",
    evidence.map((one) => one.name),
  );
  const [value = "now"] = pathsOf(scope, ({ kind }) => kind !== "record").filter((path) =>
    path.includes("."),
  );
  const item = { name, label: { "zh-CN": "", en: "" }, value };
  const place = placeAfter(after, "evidence", evidence.length);
  return { rule: { ...rule, evidence: inserted(evidence, item, place) }, key: `evidence:${name}` };
}

function withFeature(rule: Rule, kind: FeatureKind, parts: Parts, after: Step | undefined): Changed {
  const entries = Object.entries(rule.features ?? {});
  const name = freeName(
    kind,
    entries.map(([key]) => key),
  );
  const feature = newFeature(kind, rule, parts);
  const place = placeAfter(after, kind, entries.length);
  return {
    rule: { ...rule, features: Object.fromEntries(inserted(entries, [name, feature], place)) },
    key: `feature:${name}`,
  };
}

/** A feature to begin with, of what the rule may read. */
function newFeature(kind: FeatureKind, rule: Rule, { scope, environmentOf }: Parts): Feature {
  const of = rule.at.slice(0, 1);
  const [first] = partyPlaces(scope);
  const among = first === undefined ? "[]" : textOfGathered([first]);
  switch (kind) {
    case "window":
      return {
        window: {
          fn: windowFunctions[0],
          of,
          by: [firstKey(countedScope(rule, of, environmentOf))],
          within: "365d",
        },
      };
    case "history":
      return { history: {} };
    case "owners":
      return { owners: { among, depth: 2, kinds: ["shareholder", "beneficial_owner"] } };
    case "shared":
      return { shared: { among, kinds: ["has_phone", "has_email", "has_address"] } };
    default:
      return { path: { from: firstText(scope), to: among, depth: 2 } };
  }
}

function firstText(scope: Parts["scope"]): string {
  const texts = pathsOf(scope, ({ kind }) => kind === "string");
  return texts.find((path) => path.endsWith(".personId")) ?? texts[0] ?? '""';
}

function freeName(stem: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) if (!taken.includes(`${stem}${number}`)) return `${stem}${number}`;
}

/** Whether an expression of the rule reads a feature. */
export function isRead(rule: Rule, feature: string): boolean {
  const { when, applies = "", evidence = [], deadline } = rule;
  const texts = [when, applies, ...evidence.map(({ value }) => value), JSON.stringify(deadline ?? null)];
  const path = `features.${feature}`;
  const words = texts.flatMap((text) => text.split(/[^A-Za-z0-9_.]/));
  return words.some((word) => word === path || word.startsWith(`${path}.`));
}

/** The rule with another name of a feature that nothing reads yet. */
export const renamed = (rule: Rule, from: string, to: string): Rule => ({
  ...rule,
  features: Object.fromEntries(
    Object.entries(rule.features ?? {}).map(([name, feature]) => [name === from ? to : name, feature]),
  ),
});
