import {
  type CompiledRule,
  type EventType,
  type Json,
  type Model,
  ProbityError,
  type Rule,
} from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import { compileModel, environments } from "@probity/engine/author";
import type { Bump } from "./version-bump.ts";

/** One field that two versions of a rule have otherwise. */
export interface FieldChange {
  /** Dotted: `when`, `message.en`, `params.limit.default`, `evidence.award.value`. */
  readonly field: string;
  /** Absent where the field is new. */
  readonly before?: Json | undefined;
  /** Absent where the field is gone. */
  readonly after?: Json | undefined;
  /** The step of the version that this change alone demands. */
  readonly bump: Exclude<Bump, "none">;
  /** Of a condition or value: true when both texts compile to the same, so that nothing is judged otherwise. */
  readonly formattedOnly?: boolean | undefined;
}

/** What the rules of one model compile to, by id; undefined for one that does not compile. */
export type MeaningOf = (rule: Rule) => CompiledRule | undefined;

/** Compiles each rule by itself when it is asked for. */
export function meanings(model: Model, types: readonly EventType[]): MeaningOf {
  const environmentOf = environments(types);
  return (rule) => {
    try {
      return compileModel({ ...model, rules: [rule] }, types, environmentOf)[0];
    } catch (error) {
      if (error instanceof ProbityError) return undefined;
      throw error;
    }
  };
}

const texts = ["name", "point", "explanation", "message", "advice"] as const;
const judging = [
  "probability",
  "harm",
  "level",
  "class",
  "screen",
  "phase",
  "at",
  "reads",
  "ceiling",
  "disclosure",
] as const;
const formal = ["basis", "review"] as const;

/** Every field that differs; the version itself is not among them. */
export function diffRule(before: Rule, after: Rule, was: MeaningOf, is: MeaningOf): FieldChange[] {
  const compiled = conditionsDiffer(before, after) ? ([was(before), is(after)] as const) : undefined;
  return [
    ...judging.flatMap((field) => change(field, before[field], after[field], "major")),
    ...features(before, after, compiled?.[0], compiled?.[1]),
    ...change("deadline", before.deadline, after.deadline, "major"),
    ...conditions(before, after, compiled?.[0], compiled?.[1]),
    ...params(before, after),
    ...evidence(before, after, compiled?.[0], compiled?.[1]),
    ...texts.flatMap((field) => localized(field, before[field], after[field])),
    ...formal.flatMap((field) => change(field, before[field], after[field], "patch")),
  ];
}

function conditionsDiffer(before: Rule, after: Rule): boolean {
  return canonicalJson(expressions(before)) !== canonicalJson(expressions(after));
}

function expressions({ applies, when, evidence: items, features: declared, deadline }: Rule): Json {
  return [
    applies ?? null,
    when,
    (items ?? []).map(({ name, value }) => [name, value]),
    jsonOf(declared ?? {}),
    jsonOf(deadline ?? null),
  ];
}

/** Models are JSON. */
function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

/** What a feature is made of decides what is judged; what is said of it does not. */
function features(
  before: Rule,
  after: Rule,
  was: CompiledRule | undefined,
  is: CompiledRule | undefined,
): FieldChange[] {
  const [old, next] = [before.features ?? {}, after.features ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((name): FieldChange[] => {
    const [a, b] = [own(old, name), own(next, name)];
    if (a === undefined || b === undefined) return change(`features.${name}`, a, b, "major");
    const { description: oldText, ...oldParts } = a;
    const { description: nextText, ...nextParts } = b;
    const parts = change(`features.${name}`, oldParts, nextParts, "major");
    const [meant, means] = [own(was?.features ?? {}, name), own(is?.features ?? {}, name)];
    return [
      ...parts.map((one) => judged(one, meant && jsonOf(meant), means && jsonOf(means), "major")),
      ...localized(`features.${name}.description`, oldText, nextText),
    ];
  });
}

function conditions(
  before: Rule,
  after: Rule,
  was: CompiledRule | undefined,
  is: CompiledRule | undefined,
): FieldChange[] {
  return (["applies", "when"] as const).flatMap((field) => {
    const found = change(field, before[field], after[field], "major");
    return found.map((one) => judged(one, was?.[field], is?.[field], "major"));
  });
}

/** Of two texts that mean the same only the writing changed. */
function judged(
  one: FieldChange,
  was: Json | undefined,
  is: Json | undefined,
  bump: FieldChange["bump"],
): FieldChange {
  const formattedOnly = was !== undefined && is !== undefined && canonicalJson(was) === canonicalJson(is);
  return { ...one, bump: formattedOnly ? "patch" : bump, formattedOnly };
}

function evidence(
  before: Rule,
  after: Rule,
  was: CompiledRule | undefined,
  is: CompiledRule | undefined,
): FieldChange[] {
  const [old, next] = [named(before.evidence), named(after.evidence)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((name) => {
    const [a, b] = [old.get(name), next.get(name)];
    if (a === undefined || b === undefined) return change(`evidence.${name}`, a?.value, b?.value, "patch");
    const values = change(`evidence.${name}.value`, a.value, b.value, "patch");
    return [
      ...values.map((one) =>
        judged(one, named(was?.evidence).get(name)?.value, named(is?.evidence).get(name)?.value, "patch"),
      ),
      ...localized(`evidence.${name}.label`, a.label, b.label),
    ];
  });
}

function named<Item extends { readonly name: string }>(
  items: readonly Item[] | undefined,
): ReadonlyMap<string, Item> {
  return new Map((items ?? []).map((item) => [item.name, item]));
}

const paramBumps = {
  type: "major",
  columns: "major",
  default: "minor",
  min: "minor",
  max: "minor",
  unit: "patch",
  source: "patch",
} as const;

function params(before: Rule, after: Rule): FieldChange[] {
  const [old, next] = [before.params ?? {}, after.params ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((name): FieldChange[] => {
    const [a, b] = [own(old, name), own(next, name)];
    if (a === undefined || b === undefined) return change(`params.${name}`, a, b, "major");
    const fields = (["type", "columns", "default", "min", "max", "unit", "source"] as const).flatMap(
      (field) => change(`params.${name}.${field}`, a[field], b[field], paramBumps[field]),
    );
    return [...fields, ...localized(`params.${name}.description`, a.description, b.description)];
  });
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function localized(field: string, before: Rule["advice"], after: Rule["advice"]): FieldChange[] {
  return (["zh-CN", "en"] as const).flatMap((locale) =>
    change(`${field}.${locale}`, before?.[locale], after?.[locale], "patch"),
  );
}

function change(field: string, before: unknown, after: unknown, bump: FieldChange["bump"]): FieldChange[] {
  // The fields of a model come from YAML or JSON, so they are JSON or absent.
  const [was, is] = [before as Json | undefined, after as Json | undefined];
  const same = was === undefined || is === undefined ? was === is : canonicalJson(was) === canonicalJson(is);
  return same ? [] : [{ field, before: was, after: is, bump }];
}
