import type { Case, Cases, Model, Rule } from "@probity/contracts";

/** A model with its cases while somebody works on it. */
export interface Draft {
  readonly model: Model;
  readonly cases: Cases;
}

/** How far a version is raised. */
export const bumps = ["patch", "minor", "major"] as const;

/** One of {@link bumps}. */
export type Bump = (typeof bumps)[number];

/** The next version of this step. */
export function raise(version: string, bump: Bump): string {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (bump === "major") return `${major + 1}.0.0`;
  return bump === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

const texts: ReadonlySet<string> = new Set([
  "name",
  "point",
  "explanation",
  "message",
  "advice",
  "evidence",
  "basis",
  "review",
]);

/** The step that a changed rule has to make; undefined where nothing differs. A condition counts as judging otherwise. */
export function bumpOf(before: Rule, after: Rule): Bump | undefined {
  const { version: _, ...old } = before;
  const { version: __, ...next } = after;
  const fields = changed(old, next);
  if (fields.length === 0) return undefined;
  if (fields.every((field) => texts.has(field))) return "patch";
  const isMinor = fields.every((field) => texts.has(field) || field === "params");
  return isMinor && sameKinds(before.params ?? {}, after.params ?? {}) ? "minor" : "major";
}

const changed = (before: object, after: object): readonly string[] => {
  const [old, next] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...next.keys()])].filter(
    (key) => JSON.stringify(old.get(key)) !== JSON.stringify(next.get(key)),
  );
};

type Params = NonNullable<Rule["params"]>;

const sameKinds = (before: Params, after: Params): boolean =>
  changed(kindsOf(before), kindsOf(after)).length === 0;

const kindsOf = (params: Params): object =>
  Object.fromEntries(Object.entries(params).map(([name, { type, columns }]) => [name, [type, columns]]));

/** The draft as it is stored: each rule that differs from the version in force is raised as far as it must be. */
export function readyToStore({ model, cases }: Draft, base: Model | undefined, version: string): Draft {
  const known = new Map(base?.rules.map((rule) => [rule.id, rule]));
  const rules = model.rules.map((rule): Rule => {
    const before = known.get(rule.id);
    if (before === undefined) return rule;
    const bump = bumpOf(before, rule);
    return { ...rule, version: bump === undefined ? before.version : raise(before.version, bump) };
  });
  return { model: { ...model, version, rules }, cases };
}

/** The same under another id, as a new model. */
export function copyAs({ model, cases }: Draft, id: string, today: string): Draft {
  const renamed = (rule: string): string => `${id}${rule.slice(model.id.length)}`;
  const [domain = ""] = id.split("-");
  const rules = model.rules.map((rule): Rule => ({ ...rule, id: renamed(rule.id), version: "1.0.0" }));
  return {
    model: { ...model, id, domain, version: "1.0.0", created: today, rules },
    cases: cases.map((one): Case => ({ ...one, rule: renamed(one.rule) })),
  };
}

/** A rule to begin with: it watches the first event type of the model and hits nothing yet. */
export function newRule({ id, rules }: Model, today: string): Rule {
  const numbers = rules.map((rule) => Number(rule.id.slice(-3)));
  const number = String(Math.max(0, ...numbers) + 1).padStart(3, "0");
  const empty = { "zh-CN": "", en: "" };
  return {
    id: `${id}-${number}`,
    version: "1.0.0",
    name: empty,
    point: empty,
    explanation: empty,
    message: empty,
    probability: 1,
    harm: 1,
    level: 3,
    class: "business",
    phase: "before",
    at: rules[0]?.at.slice(0, 1) ?? [],
    reads: "event",
    ceiling: "warn",
    disclosure: "full",
    when: "false",
    basis: [""],
    review: today,
  };
}

/** The risk level that follows from probability and harm, 1 the highest (catalogue, section 3). */
export function levelOf(probability: number, harm: number): 1 | 2 | 3 {
  if (harm === 3 || (harm === 2 && probability === 3)) return 1;
  return probability + harm === 4 ? 2 : 3;
}

/** The same for a rule: a screen alone is at most of level 2 (catalogue, section 3). */
export function levelFor({ probability, harm, screen }: Rule): Rule["level"] {
  const level = levelOf(probability, harm);
  return screen === true && level === 1 ? 2 : level;
}
