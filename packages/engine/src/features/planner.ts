import type {
  Bundle,
  CompiledFeature,
  CompiledRule,
  CompiledWindow,
  FeatureValueKind,
  Ir,
  ResolvedBinding,
  WindowFunction,
} from "@probity/contracts";
import { limitsOf, paramsOf } from "../bundle/bound-rule.ts";
import { isDue, type Limits, placeOf } from "../bundle/due.ts";
import type { ParamResolver, Place } from "../bundle/param-resolver.ts";
import { compileExpression } from "../closures/compile-expression.ts";
import { type Eval, Frame } from "../ops/frame.ts";
import type { CompileOptions, EvaluationInput } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap } from "../values/fields.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import { type EventPrepares, fillEvent, preparesOf } from "./event-frame.ts";
import { definitionOf, definitionText, type WindowDefinition } from "./definition.ts";
import { compileMembers, type Extract, type Key, keysOf, type Member, run } from "./member.ts";
import { type Span, spanOf } from "./span.ts";

/** Whose feature it is, and under which name the rule reads it. */
export interface NeedName {
  readonly binding: string;
  readonly rule: string;
  readonly name: string;
  /** `features.NAME`, for errors. */
  readonly path: string;
}

/** A window to be computed for some keys. */
export interface WindowNeed extends NeedName {
  readonly kind: "window";
  /** Text of its definition. */
  readonly definition: string;
  readonly from: "own" | "all";
  readonly fn: WindowFunction;
  readonly valueKind: FeatureValueKind | undefined;
  readonly defaultCurrency: string | undefined;
  readonly keys: readonly Key[];
  /** The value is a list of `{key, value}`. */
  readonly each: boolean;
  readonly span: Span;
  /** What the event under judgement is to these keys; none where it is left out. */
  readonly own: readonly Member[];
}

/** The earlier events of the process. */
export interface HistoryNeed extends NeedName {
  readonly kind: "history";
  /** Empty: of every type. */
  readonly of: readonly string[];
}

/** A question about links; parties by their ids. */
export interface LinkNeed extends NeedName {
  readonly kind: "owners" | "shared" | "path";
  /** The one end of paths. */
  readonly from: string | undefined;
  readonly among: readonly string[];
  readonly depth: number;
  readonly minShare: number;
  readonly kinds: readonly string[];
}

/** A feature that cannot be asked for, because the event lacks what it is looked up by. */
export interface FailedNeed extends NeedName {
  readonly kind: "failed";
  readonly value: EvalError;
}

/** One feature that the rules at hand need. */
export type Need = WindowNeed | HistoryNeed | LinkNeed | FailedNeed;

/** Finds out what the server has to know before a bundle's rules can be judged. */
export interface FeaturePlanner {
  /** The definitions of all its windows, by their text. */
  readonly definitions: ReadonlyMap<string, WindowDefinition>;
  /** What the due rules need that apply to this event. Never throws for what is in the event. */
  plan(input: EvaluationInput): readonly Need[];
}

interface PlannedFeature {
  readonly name: string;
  readonly path: string;
  readonly feature: CompiledFeature;
  readonly exprs: readonly Eval[];
  readonly window: { readonly text: string; readonly extract: Extract } | undefined;
}

interface PlannedRule {
  readonly rule: CompiledRule;
  readonly binding: ResolvedBinding;
  readonly limits: Limits;
  readonly params: ParamResolver;
  readonly applies: Eval | undefined;
  readonly features: readonly PlannedFeature[];
}

/** Makes the planner of a bundle. Throws `PROBITY_E_BUNDLE_FORMAT` for malformed features. */
export function compileFeatures(bundle: Bundle, options: CompileOptions = {}): FeaturePlanner {
  const frame = new Frame();
  const windows = new Map<string, { readonly definition: WindowDefinition; readonly extract: Extract }>();
  const windowOf = (feature: CompiledWindow): PlannedFeature["window"] => {
    const definition = definitionOf(feature, bundle);
    const text = definitionText(definition);
    const known = windows.get(text) ?? { definition, extract: compileMembers(definition, options) };
    windows.set(text, known);
    return { text, extract: known.extract };
  };
  const compiled = (ir: Ir): Eval => compileExpression(ir, frame, options.regex);
  const planned = bundle.rules.flatMap((rule): PlannedRule[] => {
    if (rule.features === undefined) return [];
    const features = Object.entries(rule.features).map(([name, feature]): PlannedFeature => ({
      name,
      path: `features.${name}`,
      feature,
      exprs: expressionsOf(feature).map(compiled),
      window: feature.kind === "window" ? windowOf(feature) : undefined,
    }));
    const applies = rule.applies === undefined ? undefined : compiled(rule.applies);
    return bundle.bindings
      .filter((binding) => binding.rule === rule.id)
      .map((binding) => ({
        rule,
        binding,
        limits: limitsOf(binding),
        params: paramsOf(rule, binding, bundle),
        applies,
        features,
      }));
  });
  const cells = frame.takeCells();
  const plans = plansOf(bundle, planned);
  return {
    definitions: new Map([...windows].map(([text, { definition }]) => [text, definition])),
    plan: (input) => {
      const plan = plans.get(input.type);
      const time = parseTimestamp(input.time);
      if (plan === undefined || plan.rules.length === 0 || time === undefined) return [];
      try {
        frame.now.value = time;
        fillEvent(frame, plan.prepares, input, readsRecord(plan));
        const moment = { input, frame, place: placeOf(input, time.epochMs), bundle };
        return plan.rules.flatMap((rule) => needsOf(rule, moment));
      } catch {
        // What cannot be read at all the evaluator tells of.
        return [];
      } finally {
        frame.clear(cells);
      }
    },
  };
}

interface Plan {
  readonly rules: readonly PlannedRule[];
  readonly prepares: EventPrepares;
}

function plansOf(bundle: Bundle, planned: readonly PlannedRule[]): ReadonlyMap<string, Plan> {
  return new Map(
    [...preparesOf(bundle)].map(([type, prepares]): [string, Plan] => {
      const rules = planned.filter(
        ({ rule, binding }) => binding.at.includes(type) && rule.at.includes(type),
      );
      return [type, { rules, prepares }];
    }),
  );
}

const readsRecord = ({ rules }: Plan): boolean => rules.some(({ rule }) => rule.reads === "record");

interface Moment {
  readonly input: EvaluationInput;
  readonly frame: Frame;
  readonly place: Place;
  readonly bundle: Bundle;
}

/** A rule that does not apply, or of which that cannot be told, is judged without its features. */
function needsOf(planned: PlannedRule, moment: Moment): readonly Need[] {
  const { frame, place } = moment;
  const { rule, binding, limits, params, applies, features } = planned;
  if (!isDue(limits, place)) return [];
  frame.params.value = params(place).values;
  if (applies !== undefined && run(applies, frame) !== true) return [];
  return features.map((feature) => {
    const { name, path } = feature;
    const named = { binding: binding.id, rule: rule.id, name, path };
    const need = needOf(feature, moment);
    return need instanceof EvalError ? { ...named, kind: "failed", value: need } : { ...named, ...need };
  });
}

type Unnamed<T> = T extends unknown ? Omit<T, keyof NeedName> : never;
type NeedOnly = Unnamed<WindowNeed | HistoryNeed | LinkNeed>;

function needOf({ feature, exprs, window }: PlannedFeature, moment: Moment): NeedOnly | EvalError {
  if (feature.kind === "history") return { kind: "history", of: feature.of };
  const values = exprs.map((expr) => run(expr, moment.frame));
  if (feature.kind === "window")
    return window === undefined ? unreadable : windowNeed(feature, window, values, moment);
  const minShare = feature.kind === "shared" ? 0 : feature.minShare;
  const depth = feature.kind === "shared" ? 1 : feature.depth;
  const among = textsOf(values.at(-1) ?? null);
  if (among instanceof EvalError) return among;
  const from = feature.kind === "path" ? values[0] : undefined;
  if (from instanceof EvalError) return from;
  if (from !== undefined && typeof from !== "string") return unreadable;
  return { kind: feature.kind, from, among, depth, minShare, kinds: feature.kinds };
}

const unreadable = new EvalError(
  "type",
  "",
  "what a feature is looked up by is not what the schema promised",
);
const mostParties = 200;

function textsOf(value: Value): readonly string[] | EvalError {
  if (value instanceof EvalError) return value;
  if (!Array.isArray(value)) return unreadable;
  const texts: string[] = [];
  for (const item of value) {
    if (item instanceof EvalError) return item;
    if (typeof item !== "string") return unreadable;
    texts.push(item);
  }
  if (texts.length > mostParties)
    return new EvalError("budget", "", `links are looked for among at most ${mostParties} parties`);
  return [...new Set(texts)];
}

function windowNeed(
  feature: CompiledWindow,
  { text, extract }: NonNullable<PlannedFeature["window"]>,
  parts: readonly Value[],
  { input, frame, place, bundle }: Moment,
): Omit<WindowNeed, keyof NeedName> | EvalError {
  const keys = keysOf(parts);
  if (keys instanceof EvalError) return keys;
  const params = frame.params.value;
  const span = spanOf(feature.span, isPlainMap(params) ? params : {}, place.ms, bundle.timeZone);
  if (span instanceof EvalError) return span;
  const { fn, valueKind, each, from } = feature;
  const { members, problem } = feature.prior ? noMembers : extract(input.type, input.data, input.time);
  // An event that is counted, and lacks what it is counted by, cannot be judged by what it lacks.
  if (problem !== undefined) return problem;
  const wanted = new Set(keys.map(({ key }) => key));
  return {
    kind: "window",
    definition: text,
    from,
    fn,
    valueKind,
    defaultCurrency: bundle.defaultCurrency,
    keys,
    each,
    span,
    own: members.filter(({ key }) => wanted.has(key)),
  };
}

const noMembers: ReturnType<Extract> = { members: [] };

function expressionsOf(feature: CompiledFeature): readonly Ir[] {
  if (feature.kind === "window") return feature.at;
  if (feature.kind === "history") return [];
  return feature.kind === "path" ? [feature.from, feature.to] : [feature.among];
}
