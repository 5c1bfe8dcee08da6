import type { CompiledRule, Finding, Json, JsonObject, ParamSet, ResolvedBinding } from "@probity/contracts";
import { parseInstant } from "../edge/instant.ts";
import type { EvalError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import { convertParam } from "./params.ts";
import { refuse } from "./verify.ts";

/** Where an act happens, for the choice of parameters. */
export interface Place {
  readonly unit: string | undefined;
  readonly district: string | undefined;
  readonly region: string | undefined;
  /** Milliseconds of the act's time. */
  readonly ms: number;
}

/** The parameters of a rule at a place. */
export interface Params {
  /** As rules read them. */
  readonly values: Value;
  /** The findings that need nothing of the event, made once; they carry the parameters as they are stored. */
  readonly clear: Finding;
  readonly notApplicable: Finding;
  /** The hit of a rule without evidence, once there was one: it says nothing of the event either. */
  hit: Finding | undefined;
  /**
   * The last finding that had no verdict, and why. Most errors are made when a rule is compiled, so that the same one
   * comes again: an event on which nothing can be judged costs half as much and allocates next to nothing.
   */
  readonly last: { error: EvalError | undefined; finding: Finding };
}

/** Chooses parameters by place and time; the same choice gives the same object. */
export type ParamResolver = (place: Place) => Params;

interface Candidate {
  readonly set: ParamSet;
  readonly rank: number;
  readonly from: number;
  readonly to: number;
}

const maxCached = 256;
const ranks = { region: 0, district: 1, unit: 2 } as const;

/**
 * Resolves unit > district > region > binding > the rule's default, with validity dates; of two sets of one scope the
 * one that began later wins (RU-4).
 */
export function paramResolver(
  rule: CompiledRule,
  binding: ResolvedBinding,
  sets: readonly ParamSet[],
): ParamResolver {
  const defaults = Object.fromEntries(
    Object.entries(rule.params).map(([name, param]) => [name, param.default]),
  );
  const base = makeParams(rule, binding, [defaults, binding.params], binding.id);
  if (sets.length === 0) return () => base;
  const candidates = sets.map(candidateOf).toSorted((a, b) => a.rank - b.rank || (a.from < b.from ? -1 : 1));
  for (const { set } of candidates)
    makeParams(rule, binding, [defaults, set.values as JsonObject], `paramSets of ${set.scope.id}`);
  const cache = new Map<string, Params>();
  return (place) => {
    const chosen = candidates.filter((candidate) => holds(candidate, place));
    if (chosen.length === 0) return base;
    const key = chosen.map((candidate) => candidates.indexOf(candidate)).join();
    const known = cache.get(key);
    if (known !== undefined) return known;
    if (cache.size >= maxCached) cache.clear();
    const values = chosen.map(({ set }) => set.values as JsonObject); // verified to be a JSON object with the bundle
    const made = makeParams(rule, binding, [defaults, binding.params, ...values], binding.id);
    cache.set(key, made);
    return made;
  };
}

function candidateOf(set: ParamSet): Candidate {
  const at = (text: string | undefined, otherwise: number): number => {
    if (text === undefined) return otherwise;
    const instant = parseInstant(text);
    if (instant === undefined) throw refuse(`paramSets of ${set.scope.id}`);
    return instant.ms;
  };
  return {
    set,
    rank: ranks[set.scope.kind],
    from: at(set.validFrom, -Infinity),
    to: at(set.validTo, Infinity),
  };
}

function holds(candidate: Candidate, place: Place): boolean {
  const { kind, id } = candidate.set.scope;
  return place[kind] === id && candidate.from <= place.ms && place.ms < candidate.to;
}

function makeParams(
  rule: CompiledRule,
  binding: ResolvedBinding,
  layers: readonly JsonObject[],
  path: string,
): Params {
  const json: Record<string, Json> = {};
  const values: Record<string, Value> = {};
  for (const [name, param] of Object.entries(rule.params)) {
    const layer = layers.findLast((one) => Object.hasOwn(one, name) && one[name] !== undefined);
    const chosen = layer?.[name];
    const value = convertParam(param.type, chosen, param.columns);
    if (value === undefined || chosen === undefined || name === "__proto__")
      throw refuse(`${path}.params.${name}`);
    json[name] = chosen;
    values[name] = value;
  }
  const clear = clearFinding(rule, binding, json);
  const notApplicable: Finding = { ...clear, result: "not_applicable" };
  return { values, clear, notApplicable, hit: undefined, last: { error: undefined, finding: clear } };
}

function clearFinding(rule: CompiledRule, binding: ResolvedBinding, params: JsonObject): Finding {
  return {
    rule: rule.id,
    version: rule.version,
    binding: binding.id,
    result: "clear",
    level: rule.level,
    class: rule.class,
    action: binding.action,
    disclosure: binding.disclosure,
    name: rule.name,
    params,
    ...(binding.breaker !== undefined && { weakenedFrom: binding.breaker.configured }),
  };
}
