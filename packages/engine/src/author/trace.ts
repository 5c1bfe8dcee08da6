import type {
  EventType,
  Finding,
  IndeterminateReason,
  Json,
  JsonObject,
  Model,
  Rule,
} from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { compile } from "../bundle/compile.ts";
import { memoryFeatures, type PastEvent } from "../features/memory.ts";
import { rehearse } from "../features/rehearse.ts";
import { re2 } from "../re2/index.ts";
import { type Ast, partsOf } from "./ast.ts";
import { buildBundle } from "./build-bundle.ts";
import { compileModel } from "./compile-model.ts";
import { expressionsOf } from "./expressions.ts";
import { parseText } from "./parse-text.ts";
import { sourceOf } from "./places.ts";
import { type EnvironmentOf, environments } from "./rule-environment.ts";

/** What a rule is tried on. */
export interface TraceInput {
  readonly type: string;
  readonly data: JsonObject;
  readonly record?: JsonObject | undefined;
  /** RFC 3339. */
  readonly time: string;
  /** Earlier events, of which windows and histories are made. */
  readonly history?: readonly PastEvent[] | undefined;
  /** Values of other features, by name. */
  readonly features?: JsonObject | undefined;
  readonly subject?: string | undefined;
  /** Values that stand in for the parameters' defaults. */
  readonly params?: JsonObject | undefined;
  /** IANA time zone in which whole dates are days. */
  readonly timeZone: string;
}

/** A part of an expression and what it came to: a value, or why there is none. */
export interface TraceStep {
  /** `applies`, `when` or `evidence.NAME`. */
  readonly field: string;
  /** 0 for the whole expression, 1 for its parts, and so on. */
  readonly depth: number;
  /** As its author wrote it. Inside a macro the variable stands for the item that `item` counts, from 0. */
  readonly text: string;
  readonly item?: number | undefined;
  /** Money as `{amount, currency}` in minor units. */
  readonly value?: Json | undefined;
  readonly reason?: IndeterminateReason | undefined;
}

/** A rule's result on one event, and how it came about. */
export interface RuleTrace {
  readonly finding: Finding;
  readonly steps: readonly TraceStep[];
}

const maxParts = 1000;
const maxSteps = 400;
const maxItems = 5;
const maxDepth = 12;

/**
 * Judges one event by one rule, and every part of its expressions by itself, with the engine of the product. Of a macro
 * the first five items are looked into. Throws when the rule does not compile or the event type is not one of its own.
 */
export function traceRule(
  model: Model,
  rule: Rule,
  types: readonly EventType[],
  input: TraceInput,
): RuleTrace {
  const [finding] = findingsOf(model, [rule], types, input);
  if (finding === undefined)
    throw new ProbityError("PROBITY_E_MODEL", `${rule.id} is not judged at ${input.type}`);
  const parts = expressionsOf(rule).flatMap(({ field, text }) =>
    inside(parseText(text), (written) => written, 0).map((part) => ({ ...part, field })),
  );
  const tried = parts.slice(0, maxParts);
  const texts = tried.flatMap(({ bound, range }) => (range === undefined ? [bound] : [bound, range]));
  return { finding, steps: stepsOf(tried, trials(model, rule, types, input, new Set(texts))) };
}

interface Part {
  readonly depth: number;
  readonly text: string;
  /** What is evaluated: the text with the macro variables around it bound. */
  readonly bound: string;
  readonly item?: number | undefined;
  /** Bound text of the list whose item this part looks at; the part exists only when it does. */
  readonly range?: string | undefined;
}

type Bind = (text: string) => string;

function inside(ast: Ast, bind: Bind, depth: number, item?: number, range?: string): Part[] {
  if (ast.op === "lit" || depth > maxDepth) return [];
  const text = sourceOf(ast);
  const own: Part = { depth, text, bound: bind(text), item, range };
  if (ast.op === "select" || ast.op === "has" || ast.op === "ident") return [own];
  if (ast.op !== "macro")
    return [own, ...partsOf(ast).flatMap((part) => inside(part, bind, depth + 1, undefined, range))];
  const list = sourceOf(ast.range);
  const head = [own, ...inside(ast.range, bind, depth + 1, undefined, range)];
  const bodies = ast.test === undefined ? [ast.body] : [ast.test, ast.body];
  const within =
    (value: string): Bind =>
    (written) =>
      bind(`cel.bind(${ast.variable}, ${value}, ${written})`);
  if (ast.name === "bind")
    return [...head, ...bodies.flatMap((body) => inside(body, within(list), depth + 1, undefined, range))];
  const items = Array.from({
    length: ast.range.op === "list" ? Math.min(ast.range.items.length, maxItems) : maxItems,
  });
  return [
    ...head,
    ...items.flatMap((_, place) =>
      bodies.flatMap((body) =>
        inside(body, within(`(${list})[${place}]`), depth + 1, place, bind(`size(${list}) > ${place}`)),
      ),
    ),
  ];
}

function stepsOf(
  parts: readonly (Part & { readonly field: string })[],
  found: ReadonlyMap<string, Finding>,
): TraceStep[] {
  const steps: TraceStep[] = [];
  for (const { field, depth, text, bound, item, range } of parts) {
    const exists = range === undefined || found.get(range)?.evidence?.[0]?.value === true;
    const finding = found.get(bound);
    if (!exists || finding === undefined || steps.length >= maxSteps) continue;
    const value = finding.evidence?.[0]?.value;
    const outcome = value === undefined ? { reason: finding.reason } : { value };
    steps.push({ field, depth, text, ...(item !== undefined && { item }), ...outcome });
  }
  return steps;
}

/**
 * Judges the rule with one text after the other in place of its condition: `size([text]) == 1` holds exactly when the
 * text has a value. A part that is outside the profile's bounds once its variables are written out is left out.
 */
function trials(
  model: Model,
  rule: Rule,
  types: readonly EventType[],
  input: TraceInput,
  texts: ReadonlySet<string>,
): ReadonlyMap<string, Finding> {
  // At the event itself nothing is awaited yet.
  const { applies: _applies, deadline: _deadline, ...rest } = rule;
  const environmentOf = environments(types);
  const tried = [...texts].flatMap((text, place) => {
    const evidence = [{ name: "value", label: rule.name, value: text }];
    const trial = { ...rest, id: `${rule.id}.${place}`, when: `size([${text}\n]) == 1`, evidence };
    return compiles({ ...model, rules: [trial] }, types, environmentOf) ? [{ text, trial }] : [];
  });
  const findings = findingsOf(
    model,
    tried.map(({ trial }) => trial),
    types,
    input,
  );
  return new Map(
    tried.flatMap(({ text }, place) => {
      const finding = findings[place];
      return finding === undefined ? [] : [[text, finding] as const];
    }),
  );
}

function compiles(model: Model, types: readonly EventType[], environmentOf: EnvironmentOf): boolean {
  try {
    compileModel(model, types, environmentOf);
    return true;
  } catch (error) {
    if (error instanceof ProbityError) return false;
    throw error;
  }
}

function findingsOf(
  model: Model,
  rules: readonly Rule[],
  types: readonly EventType[],
  { timeZone, params, history = [], features: given, ...input }: TraceInput,
): readonly Finding[] {
  const bundle = buildBundle({
    source: "trace",
    version: 1,
    createdAt: input.time,
    notBefore: input.time,
    expiresAt: input.time,
    timeZone,
    types,
    models: [{ ...model, rules: [...rules] }],
    bindings: rules.map(({ id }) => ({
      id: `trace.${id}`,
      rule: id,
      source: "trace",
      action: "observe",
      ...(params !== undefined && { params }),
    })),
  });
  const features = rehearse(memoryFeatures(bundle, { regex: re2 }), input, { history, given });
  return compile(bundle, { regex: re2 }).evaluate({ ...input, features }).findings;
}
