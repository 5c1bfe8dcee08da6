import type { Bundle, JsonObject } from "@probity/contracts";
import { parseInstant } from "../edge/instant.ts";
import { isJsonObject } from "../json/is-json-object.ts";
import type { CompileOptions, EvaluationInput, FeatureValues } from "../types.ts";
import type { Aggregate } from "./aggregate.ts";
import { sumDecimals } from "./decimal.ts";
import { compileMembers, type Extract, type Member, type MemberValue } from "./member.ts";
import {
  compileFeatures,
  type FeaturePlanner,
  type HistoryNeed,
  type Need,
  type WindowNeed,
} from "./planner.ts";
import { type Answer, featureValues, type HistoryStep } from "./values.ts";

/** An earlier event. Later in the list is later in the log. */
export interface PastEvent {
  readonly id: string;
  readonly type: string;
  /** RFC 3339. */
  readonly time: string;
  readonly subject?: string | undefined;
  readonly data: JsonObject;
  /** @defaultValue the source of the bundle */
  readonly source?: string | undefined;
}

/** Computes features from a list of events by looking at each: slow, and plainly right. */
export interface MemoryFeatures {
  readonly planner: FeaturePlanner;
  /** Answers in the order of the needs; undefined for links, of which a list of events knows nothing. */
  answers(
    needs: readonly Need[],
    input: EvaluationInput,
    past: readonly PastEvent[],
  ): readonly (Answer | undefined)[];
  /** What `evaluate` takes. */
  values(
    input: EvaluationInput & { readonly subject?: string | undefined },
    past: readonly PastEvent[],
  ): ReadonlyMap<string, FeatureValues>;
}

/** For worked cases, and as the reference that every store must equal. */
export function memoryFeatures(bundle: Bundle, options: CompileOptions = {}): MemoryFeatures {
  const planner = compileFeatures(bundle, options);
  const extracts = new Map(
    [...planner.definitions].map(
      ([text, definition]) => [text, compileMembers(definition, options)] as const,
    ),
  );
  const answers: MemoryFeatures["answers"] = (
    needs,
    input: EvaluationInput & { readonly subject?: string },
    past,
  ) =>
    needs.map((need): Answer | undefined => {
      if (need.kind === "history") return { steps: stepsOf(need, input.subject, ofSource(past, bundle)) };
      const extract = need.kind === "window" ? extracts.get(need.definition) : undefined;
      if (need.kind !== "window" || extract === undefined) return undefined;
      return { windows: windowsOf(need, extract, counted(need, past, bundle), input) };
    });
  return {
    planner,
    answers,
    values: (input, past) => {
      const needs = planner.plan(input);
      return featureValues(needs, answers(needs, input, past));
    },
  };
}

const counted = ({ from }: WindowNeed, past: readonly PastEvent[], bundle: Bundle): readonly PastEvent[] =>
  from === "all" ? past : ofSource(past, bundle);

/** A process belongs to one source, whatever subjects others have. */
const ofSource = (past: readonly PastEvent[], { source }: Bundle): readonly PastEvent[] =>
  past.filter((event) => (event.source ?? source) === source);

interface Placed extends Member {
  readonly ms: number;
}

function windowsOf(
  { keys, span, own }: WindowNeed,
  extract: Extract,
  past: readonly PastEvent[],
  input: EvaluationInput,
): readonly Aggregate[] {
  const placed = past.flatMap((event): readonly Placed[] => {
    const ms = parseInstant(event.time)?.ms ?? Number.NaN;
    return extract(event.type, event.data, event.time).members.map((member) => ({ ...member, ms }));
  });
  const at = parseInstant(input.time)?.ms ?? Number.NaN;
  const all = [...placed, ...own.map((member) => ({ ...member, ms: at }))];
  return keys.map(({ key }) =>
    aggregateOf(
      all.filter((member) => member.key === key && member.ms > span.after && member.ms <= span.until),
    ),
  );
}

function aggregateOf(placed: readonly Placed[]): Aggregate {
  const members = placed.filter(({ gap }) => !gap);
  const values = members.flatMap(({ value }) => value ?? []);
  const numbers = values.flatMap(({ n }) => n ?? []);
  const byValue = numbers.toSorted((a, b) => Number(a) - Number(b));
  return {
    members: members.length,
    gaps: placed.length - members.length,
    ...(numbers.length > 0 && { sum: sumDecimals(numbers), min: byValue[0], max: byValue.at(-1) }),
    distinct: new Set(values.map(textOf)).size,
    last: lastOf(members),
    units: [...new Set(values.flatMap(({ u }) => u ?? []))].toSorted(),
  };
}

const textOf = ({ n, t, u }: MemberValue): string => `${n ?? ""}\n${t ?? ""}\n${u ?? ""}`;

/** Of the latest; of several at one moment the one that came last. */
const lastOf = (members: readonly Placed[]): MemberValue | undefined =>
  members.toSorted((a, b) => a.ms - b.ms).at(-1)?.value;

function stepsOf(
  { of }: HistoryNeed,
  subject: string | undefined,
  past: readonly PastEvent[],
): readonly HistoryStep[] {
  if (subject === undefined) return [];
  return past
    .filter((event) => event.subject === subject && (of.length === 0 || of.includes(event.type)))
    .map((event) => historyStep(event, parseInstant(event.time)?.ms ?? 0))
    .toSorted((a, b) => a.at - b.at);
}

/** What rules see of an event of the process. */
export function historyStep(event: Pick<PastEvent, "id" | "type" | "data">, at: number): HistoryStep {
  const { id, type, data } = event;
  const text = (block: string, field: string): string | undefined => {
    const value = Object.hasOwn(data, block) ? data[block] : undefined;
    const found = isJsonObject(value) && Object.hasOwn(value, field) ? value[field] : undefined;
    return typeof found === "string" ? found : undefined;
  };
  return {
    id,
    type,
    at,
    person: text("actor", "personId"),
    onBehalfOf: text("actor", "onBehalfOf"),
    post: text("actor", "postId"),
    unit: text("actor", "unitId"),
    step: text("step", "code"),
    outcome: text("process", "outcome"),
  };
}
