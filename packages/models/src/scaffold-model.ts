import { type EventType, ProbityError } from "@probity/contracts";
import { type ScaffoldField, scaffoldField } from "./scaffold-field.ts";

/** What a new model folder is made of. */
export interface ScaffoldOptions {
  /** `DOM-MOD`, such as `PROC-OWN`. */
  readonly id: string;
  /** The event at which its first rule is judged. */
  readonly type: EventType;
  readonly name: { readonly "zh-CN": string; readonly en: string };
  /** `YYYY-MM-DD`; the review is due a year later. */
  readonly today: string;
  /** What an editor's `$schema` line points at: the folder with `model.schema.json`, relative to the model folder. */
  readonly schemas: string;
}

/** The files of a new model folder, by name. */
export interface ScaffoldFiles {
  readonly "model.yaml": string;
  readonly "cases.yaml": string;
  readonly "README.md": string;
}

/**
 * A model folder to begin with: one rule that compares a field of the event with a parameter, and cases that hit, stay
 * clear and cannot be judged. It passes `rules test` and `rules lint` as it is. Pure: writes nothing. Throws
 * `PROBITY_E_MODEL` for an id that no model can have.
 */
export function scaffoldModel(options: ScaffoldOptions): ScaffoldFiles {
  const { id, type, name, today, schemas } = options;
  if (!/^[A-Z]{2,5}-[A-Z]{2,5}$/.test(id))
    throw new ProbityError(
      "PROBITY_E_MODEL",
      `${id}: the id of a model is two groups of 2 to 5 capitals, as in PROC-OWN`,
    );
  const field = scaffoldField(type);
  const rule = ruleParts(field);
  return {
    "model.yaml": modelYaml(options, rule),
    "cases.yaml": casesYaml(`${id}-001`, type.type, schemas, rule),
    "README.md": readme(id, name, type, today),
  };
}

interface RuleParts {
  readonly param: string;
  readonly when: string;
  readonly evidence: string;
  readonly message: { readonly "zh-CN": string; readonly en: string };
  readonly missing: string;
  /** Data of the case that hits, of the one that stays clear, of the one without the field. */
  readonly hit: string;
  readonly clear: string;
  readonly empty: string;
}

const above = { "zh-CN": "{value} 超过限额。", en: "{value} is above the limit." };

function ruleParts({ kind, path }: ScaffoldField): RuleParts {
  const read = `event.${path.join(".")}`;
  if (kind === "money")
    return {
      param: `limit:\n        type: money\n        default: { amount: 1000000, currency: CNY }\n        min: 0`,
      // A sum in another currency has no key here, so that it cannot be judged: currencies are never compared.
      when: `${read}.amount > {params.limit.currency: params.limit.amount}[${read}.currency]`,
      evidence: `${read}.amount`,
      message: above,
      missing: `${read}.amount`,
      hit: nested(path, "{ amount: 1500000, currency: CNY }"),
      clear: nested(path, "{ amount: 20000.5, currency: CNY }"),
      empty: nested(path, "{ currency: CNY }"),
    };
  const param =
    kind === "number" ? "type: double\n        default: 10" : 'type: list<string>\n        default: ["A"]';
  return {
    param: `limit:\n        ${param}`,
    when: kind === "number" ? `double(${read}) > params.limit` : `${read} in params.limit`,
    evidence: read,
    message: kind === "number" ? above : { "zh-CN": "{value} 在名单中。", en: "{value} is on the list." },
    missing: read,
    hit: nested(path, kind === "number" ? "11" : "A"),
    clear: nested(path, kind === "number" ? "9" : "B"),
    empty: "{}",
  };
}

function nested(path: readonly string[], value: string): string {
  return path.reduceRight((inner, key) => `{ ${key}: ${inner} }`, value);
}

function modelYaml({ id, type, name, today, schemas }: ScaffoldOptions, rule: RuleParts): string {
  const names = `{ zh-CN: ${JSON.stringify(name["zh-CN"])}, en: ${JSON.stringify(name.en)} }`;
  return `# yaml-language-server: $schema=${schemas}/model.schema.json
id: ${id}
version: 0.1.0
name: ${names}
description:
  zh-CN: 说明本模型监督什么。
  en: Say what this model watches.
domain: ${id.split("-")[0]}
created: ${today}
rules:
  - id: ${id}-001
    version: 0.1.0
    name: ${names}
    # The three elements: what is watched (监督点), on which data (at, reads), by which rule (when).
    point: { zh-CN: 说明监督哪一行权环节。, en: Say which act of power is watched. }
    explanation: { zh-CN: 说明为何值得关注。, en: Say why that matters. }
    # One sentence on a hit; {value} is filled from the evidence of that name.
    message: { zh-CN: ${JSON.stringify(rule.message["zh-CN"])}, en: ${JSON.stringify(rule.message.en)} }
    probability: 2
    harm: 2
    level: 2 # risk level, 1 is the highest; follows from probability and harm
    class: business # or integrity
    phase: ${type.phase}
    at: [${type.type}]
    reads: event # or record: also what the process has reported before
    ceiling: warn # the strongest action that a binding may take
    disclosure: full
    # Thresholds are parameters, never constants in a condition: units and regions set their own.
    params:
      ${rule.param}
        description: { zh-CN: 超过即预警, en: Fires above this }
        source: unverified # law, article, or who decided it
    # True is a hit. A field that is missing makes the rule indeterminate by itself.
    when: ${JSON.stringify(rule.when)}
    evidence:
      - { name: value, label: { zh-CN: 所报数值, en: Reported value }, value: ${rule.evidence} }
    basis: [unverified] # law and article
    review: ${Number(today.slice(0, 4)) + 1}${reviewDay(today)}
`;
}

/** 29 February comes once in four years. */
function reviewDay(today: string): string {
  return today.endsWith("-02-29") ? "-02-28" : today.slice(4);
}

function casesYaml(rule: string, type: string, schemas: string, parts: RuleParts): string {
  return `# yaml-language-server: $schema=${schemas}/cases.schema.json
- rule: ${rule}
  name: "Fires: above the limit"
  type: ${type}
  data: ${parts.hit}
  expect: hit

- rule: ${rule}
  name: "Quiet: within the limit"
  type: ${type}
  data: ${parts.clear}
  expect: clear

- rule: ${rule}
  name: "Cannot be judged: the value is not reported"
  type: ${type}
  data: ${parts.empty}
  expect: indeterminate
  missing: [${parts.missing}]
`;
}

function readme(id: string, name: ScaffoldOptions["name"], type: EventType, today: string): string {
  return `# ${id} ${name.en} (${name["zh-CN"]})

Say which risk this model is about, who asked for it and how it was found.

说明本模型针对何种风险、由谁提出、如何发现。

| Rule | 名称 | Name | Decision point | Strongest action | Level |
| --- | --- | --- | --- | --- | --- |
| ${id}-001 | ${name["zh-CN"]} | ${name.en} | \`${type.type}\` | warn | 2 |

Begun ${today}. \`probity rules test --watch\` runs the cases of this folder again whenever a file changes.
`;
}
