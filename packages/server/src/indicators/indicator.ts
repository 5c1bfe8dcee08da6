import {
  type Action,
  actions,
  type Binding,
  type BindingsFile,
  type Json,
  type LocalizedText,
  type Model,
  type Rule,
} from "@probity/contracts";
import { completeBindings } from "../rules/index.ts";

/** How an indicator stands at a source: switched off, not begun, watching only, or told to those who act. */
export const indicatorStates = ["observe", "enforce", "off", "planned"] as const;

/** One of {@link indicatorStates}. */
export type IndicatorState = (typeof indicatorStates)[number];

/** A value of a parameter for a unit, district or region, over that of the binding. */
export interface PlaceValue {
  readonly scope: { readonly kind: string; readonly id: string };
  readonly value: Json;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** A threshold in force. */
export interface Threshold {
  readonly name: string;
  readonly description: LocalizedText;
  readonly type: string;
  readonly unit: string | null;
  readonly value: Json;
  /** Where it comes from. */
  readonly from: "default" | "binding";
  readonly default: Json;
  readonly places: readonly PlaceValue[];
}

/** What a source has bound of one rule (RU-4). */
export interface Indicator {
  readonly source: string;
  readonly sourceName: string;
  /** Version of the source's bindings. */
  readonly version: number;
  readonly rule: string;
  readonly name: LocalizedText;
  readonly model: string;
  readonly modelVersion: string;
  readonly domain: string;
  readonly level: number;
  readonly class: string;
  readonly at: readonly string[];
  readonly binding: string;
  /** Nobody bound it: it observes by itself. */
  readonly isDefault: boolean;
  /** What it does on a hit, within the rule's ceiling. */
  readonly action: Action;
  readonly ceiling: Action;
  readonly state: IndicatorState;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Units in which it holds; empty: in all. */
  readonly units: readonly string[];
  /** Id of whoever answers for it. */
  readonly owner: string | null;
  readonly thresholds: readonly Threshold[];
}

/** A source with its bindings as put there. */
export interface BoundSource {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly file: BindingsFile;
}

/** Everything that a source has bound of these models, by rule and binding. */
export function indicatorsOf(
  source: BoundSource,
  models: readonly Model[],
  now: number,
): readonly Indicator[] {
  const rules = new Map(models.flatMap((model) => model.rules.map((rule) => [rule.id, { model, rule }])));
  const named = new Set(source.file.bindings.map(({ id }) => id));
  return completeBindings(source.file, source.id, models)
    .flatMap((binding): readonly Indicator[] => {
      const found = rules.get(binding.rule);
      if (found === undefined) return [];
      return [{ ...indicatorOf(source, binding, found, now), isDefault: !named.has(binding.id) }];
    })
    .toSorted((a, b) => compare(a.rule, b.rule) || compare(a.binding, b.binding));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const weaker = (a: Action, b: Action): Action => (actions.indexOf(a) <= actions.indexOf(b) ? a : b);

function indicatorOf(
  { id, name, version, file }: BoundSource,
  binding: Binding,
  { model, rule }: { readonly model: Model; readonly rule: Rule },
  now: number,
): Omit<Indicator, "isDefault"> {
  const { validFrom = null, validTo = null, units = [], owner = null } = binding;
  const action = weaker(binding.action, rule.ceiling);
  return {
    source: id,
    sourceName: name,
    version,
    rule: rule.id,
    name: rule.name,
    model: model.id,
    modelVersion: model.version,
    domain: model.domain,
    level: rule.level,
    class: rule.class,
    at: binding.at ?? rule.at,
    binding: binding.id,
    action,
    ceiling: rule.ceiling,
    state: stateOf({ validFrom, validTo, action }, now),
    validFrom,
    validTo,
    units,
    owner,
    thresholds: thresholdsOf(binding, rule, file),
  };
}

function stateOf(
  { validFrom, validTo, action }: Pick<Indicator, "validFrom" | "validTo" | "action">,
  now: number,
): IndicatorState {
  if (validTo !== null && Date.parse(validTo) <= now) return "off";
  if (validFrom !== null && Date.parse(validFrom) > now) return "planned";
  return action === "observe" ? "observe" : "enforce";
}

/** Models and bindings files are JSON; their types say of a value only that there is one. */
const json = (value: unknown): Json => value as Json;

function thresholdsOf(
  binding: Binding,
  rule: Rule,
  { params: sets = [] }: BindingsFile,
): readonly Threshold[] {
  const own = new Map(Object.entries(binding.params ?? {}));
  const places = sets.filter((set) => set.rule === rule.id);
  return Object.entries(rule.params ?? {}).map(([name, param]) => ({
    name,
    description: param.description,
    type: param.type,
    unit: param.unit ?? null,
    value: json(own.has(name) ? own.get(name) : param.default),
    from: own.has(name) ? "binding" : "default",
    default: json(param.default),
    places: places.flatMap(({ scope, values, validFrom = null, validTo = null }): readonly PlaceValue[] => {
      const value = new Map(Object.entries(values)).get(name);
      return value === undefined ? [] : [{ scope, value: json(value), validFrom, validTo }];
    }),
  }));
}
