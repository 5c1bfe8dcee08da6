import type { EventType, Json, Model, Rule } from "@probity/contracts";
import { builtinEvents } from "@probity/contracts/schemas";
import { canonicalJson } from "@probity/engine";
import { diffRule, type FieldChange, type MeaningOf, meanings } from "./diff-rule.ts";
import { type Bump, bumpMade, greatestBump, isEnough } from "./version-bump.ts";

/** A step of a version: what its content demands, what was made of it. */
export interface VersionStep {
  readonly before: string;
  readonly after: string;
  /** What the changes demand at least (RU-5). */
  readonly required: Bump;
  readonly made: Bump | "down";
  readonly enough: boolean;
}

/** A rule that both models have and that is not the same in both. */
export interface RuleChange {
  readonly rule: string;
  readonly version: VersionStep;
  readonly changes: readonly FieldChange[];
}

/** What differs between two versions of a model. */
export interface ModelDiff {
  readonly model: { readonly before: string; readonly after: string };
  readonly version: VersionStep;
  /** Ids of rules that only one of them has. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly RuleChange[];
  /** Changes of the model itself: its texts, domain, date. */
  readonly fields: readonly FieldChange[];
  /** True when nothing differs, versions included. */
  readonly same: boolean;
}

/**
 * Compares two versions of a model field by field. A condition is compared by what it means: checked IR against
 * `types` (those that the server knows; default: the built-in ones); where one of the two does not compile, its text
 * alone counts. Never throws for a bad rule.
 *
 * The step that a version must make: `major` where a rule judges something else, elsewhere or with another weight
 * (conditions, `at`, `reads`, level, class, phase, ceiling, disclosure, a parameter added, removed or of another type),
 * or is removed; `minor` where a default or a bound of a parameter changes, or a rule is new; `patch` for texts, sources,
 * dates and conditions that were only written differently.
 */
export function diffModels(
  before: Model,
  after: Model,
  types: readonly EventType[] = Object.values(builtinEvents),
): ModelDiff {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const next = new Map(after.rules.map((rule) => [rule.id, rule]));
  const added = [...next.keys()].filter((id) => !old.has(id));
  const removed = [...old.keys()].filter((id) => !next.has(id));
  const [meaningBefore, meaningAfter] = [meanings(before, types), meanings(after, types)];
  const changed = after.rules.flatMap((rule) => {
    const was = old.get(rule.id);
    return was === undefined ? [] : changeOf(was, rule, meaningBefore, meaningAfter);
  });
  const fields = modelFields(before, after);
  const required = greatestBump([
    ...changed.map((change) => change.version.required),
    ...fields.map((change) => change.bump),
    ...added.map((): Bump => "minor"),
    ...removed.map((): Bump => "major"),
  ]);
  const version = stepOf(before.version, after.version, required);
  const same = version.made === "none" && required === "none" && changed.length === 0;
  return {
    model: { before: before.id, after: after.id },
    version,
    added,
    removed,
    changed,
    fields,
    same,
  };
}

/** The least step that the version of a model must make from `before` to `after`; see {@link diffModels}. */
export function requiredBump(before: Model, after: Model, types?: readonly EventType[]): Bump {
  return diffModels(before, after, types).version.required;
}

function changeOf(was: Rule, rule: Rule, before: MeaningOf, after: MeaningOf): RuleChange[] {
  const changes = diffRule(was, rule, before, after);
  if (changes.length === 0 && was.version === rule.version) return [];
  const required = greatestBump(changes.map((change) => change.bump));
  return [{ rule: rule.id, version: stepOf(was.version, rule.version, required), changes }];
}

function stepOf(before: string, after: string, required: Bump): VersionStep {
  const made = bumpMade(before, after);
  return { before, after, required, made, enough: isEnough(made, required) };
}

function modelFields(before: Model, after: Model): FieldChange[] {
  const fields = ["id", "domain", "created", "name", "description"] as const;
  return fields.flatMap((field): FieldChange[] => {
    const [was, is]: [Json, Json] = [before[field], after[field]];
    if (canonicalJson(was) === canonicalJson(is)) return [];
    const bump = field === "id" || field === "domain" ? "major" : "patch";
    return [{ field, before: was, after: is, bump }];
  });
}
