import type {
  Bundle,
  CompiledDeadline,
  CompiledRule,
  Finding,
  Ir,
  ResolvedBinding,
} from "@probity/contracts";
import { limitsOf, paramsOf } from "../bundle/bound-rule.ts";
import { isDue, type Limits, placeOf } from "../bundle/due.ts";
import { type Excuse, excuseOf } from "../bundle/exceptions.ts";
import type { ParamResolver } from "../bundle/param-resolver.ts";
import { refuse } from "../bundle/verify.ts";
import type { WorkCalendar } from "../calendar/index.ts";
import { compileExpression } from "../closures/compile-expression.ts";
import { parseInstant } from "../edge/instant.ts";
import { type Eval, Frame } from "../ops/frame.ts";
import type { CompileOptions, EvaluationInput } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { isPlainMap } from "../values/fields.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import { type DeadlineNote, deadlineFinding, type DeadlineWords, wordsOf } from "./deadline-finding.ts";
import { endOfSpan, type WorkingSpan } from "./deadline-span.ts";
import { type EventPrepares, fillEvent, preparesOf } from "./event-frame.ts";
import { keysOf, run } from "./member.ts";

/** A deadline that one event begins. Times are milliseconds since 1970. */
export interface StartedDeadline {
  readonly binding: string;
  readonly rule: string;
  /** What the awaited event has to give as well; empty: nothing. */
  readonly key: string;
  /** Nothing before it counts as done. */
  readonly from: number;
  /** The last moment. */
  readonly due: number;
  /** From when it is counted; `from` is before it where its event was. */
  readonly countedFrom: number;
  /** Of one that is counted in working days. */
  readonly counted?: WorkingSpan | undefined;
}

/** Finds which deadlines events begin, and which events are what is awaited (FE-3). */
export interface DeadlinePlanner {
  /** Types at which a rule with a deadline is bound. */
  readonly starts: ReadonlySet<string>;
  /** Those of them at which one is counted in working days: there `started` needs the calendar. */
  readonly workingDayStarts: ReadonlySet<string>;
  /** Types that some rule awaits. */
  readonly awaits: ReadonlySet<string>;
  /** What the bindings await, by their ids. */
  readonly bindings: ReadonlyMap<string, readonly string[]>;
  /**
   * The deadlines that an event begins; `record` as it is with the event in it. What cannot be judged begins none: the
   * rule's finding at the event says so. Without `calendar` none begins that is counted in working days. Never throws
   * for what is in the data.
   */
  started(input: EvaluationInput, calendar?: WorkCalendar): readonly StartedDeadline[];
  /** The keys under which an event is what the binding awaits: `[""]` where it has none. */
  meets(binding: string, event: Pick<EvaluationInput, "type" | "data" | "time">): readonly string[];
  /** The finding of a deadline, made of the event that began it; undefined for a binding that has none. */
  finding(binding: string, input: EvaluationInput, note: DeadlineNote): Finding | undefined;
}

interface Planned extends DeadlineWords {
  readonly rule: CompiledRule;
  readonly deadline: CompiledDeadline;
  readonly binding: ResolvedBinding;
  readonly limits: Limits;
  readonly params: ParamResolver;
  readonly applies: Eval | undefined;
  readonly start: Eval;
  readonly from: Eval | undefined;
  readonly at: Eval | undefined;
  readonly where: Eval | undefined;
  readonly by: Eval | undefined;
  readonly excuse: (type: string) => Excuse | undefined;
}

/** Compiles the deadlines of a bundle. Throws `PROBITY_E_BUNDLE_FORMAT` for malformed ones. */
export function compileDeadlines(bundle: Bundle, { regex }: CompileOptions = {}): DeadlinePlanner {
  const frame = new Frame();
  const compiled = (ir: Ir): Eval => compileExpression(ir, frame, regex);
  const planned = bundle.rules.flatMap((rule) => {
    const { deadline } = rule;
    if (deadline === undefined) return [];
    const parts = partsOf(rule, deadline, compiled);
    return bundle.bindings
      .filter((binding) => binding.rule === rule.id)
      .map((binding) => ({ ...parts, ...boundPart(bundle, rule, binding) }));
  });
  const cells = frame.takeCells();
  return plannerOf({ bundle, frame, planned, prepares: preparesOf(bundle) }, () => frame.clear(cells));
}

type Parts = Omit<Planned, keyof ReturnType<typeof boundPart>>;

function partsOf(rule: CompiledRule, deadline: CompiledDeadline, compiled: (ir: Ir) => Eval): Parts {
  const maybe = (ir: Ir | undefined): Eval | undefined => (ir === undefined ? undefined : compiled(ir));
  if (!Array.isArray(deadline.of)) throw refuse(`rules: the deadline of ${rule.id}`);
  return {
    rule,
    deadline,
    applies: maybe(rule.applies),
    start: compiled(deadline.start),
    from: maybe(deadline.from),
    at: maybe(deadline.at),
    where: maybe(deadline.where),
    by: maybe(deadline.by),
    ...wordsOf(rule, compiled),
  };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- a part of `Planned`, listed once
const boundPart = (bundle: Bundle, rule: CompiledRule, binding: ResolvedBinding) => ({
  binding,
  limits: limitsOf(binding),
  params: paramsOf(rule, binding, bundle),
  excuse: (type: string) => excuseOf(bundle, type, new Set([rule.id])),
});

interface Machine {
  readonly bundle: Bundle;
  readonly frame: Frame;
  readonly planned: readonly Planned[];
  readonly prepares: ReadonlyMap<string, EventPrepares>;
}

function plannerOf(machine: Machine, clear: () => void): DeadlinePlanner {
  const { frame, planned } = machine;
  const byId = new Map(planned.map((one) => [one.binding.id, one]));
  const guarded = <T>(otherwise: T, work: () => T): T => {
    try {
      return work();
    } catch {
      // What cannot be read at all the evaluator tells of.
      return otherwise;
    } finally {
      clear();
    }
  };
  return {
    starts: new Set(planned.flatMap(startTypes)),
    workingDayStarts: new Set(planned.filter(countsWork).flatMap(startTypes)),
    awaits: new Set(planned.flatMap(({ deadline }) => deadline.of)),
    bindings: new Map(planned.map(({ binding, deadline }) => [binding.id, deadline.of])),
    started: (input, calendar) => guarded([], () => startedBy(machine, input, calendar)),
    meets: (binding, event) =>
      guarded([], () => {
        const one = byId.get(binding);
        const prepares = machine.prepares.get(event.type);
        if (one === undefined || prepares === undefined || !one.deadline.of.includes(event.type)) return [];
        if (!enter(frame, prepares, event, false)) return [];
        if (one.where !== undefined && run(one.where, frame) !== true) return [];
        return keyTexts(one.by, frame);
      }),
    finding: (binding, input, note) =>
      guarded(undefined, () => {
        const one = byId.get(binding);
        return one === undefined ? undefined : findingOf(machine, one, input, note);
      }),
  };
}

const startTypes = ({ rule, binding }: Planned): readonly string[] =>
  binding.at.filter((type) => rule.at.includes(type));

const countsWork = ({ deadline: { span } }: Planned): boolean =>
  "workingDays" in span || "workingDaysParam" in span;

function startedBy(
  machine: Machine,
  input: EvaluationInput,
  calendar: WorkCalendar | undefined,
): readonly StartedDeadline[] {
  const { bundle, frame } = machine;
  const prepares = machine.prepares.get(input.type);
  const due = machine.planned.filter((one) => startTypes(one).includes(input.type));
  if (prepares === undefined || due.length === 0) return [];
  const reads = due.some(({ rule }) => rule.reads === "record");
  const ms = enter(frame, prepares, input, reads)?.epochMs;
  if (ms === undefined) return [];
  const place = placeOf(input, ms);
  return due.flatMap((one): readonly StartedDeadline[] => {
    if (!isDue(one.limits, place)) return [];
    const values = one.params(place).values;
    frame.params.value = values;
    if (one.applies !== undefined && run(one.applies, frame) !== true) return [];
    if (run(one.start, frame) !== true) return [];
    const from = one.from === undefined ? ms : msOf(run(one.from, frame));
    if (from === undefined) return [];
    const params = isPlainMap(values) ? values : {};
    const end = endOfSpan(one.deadline.span, { params, from, zone: bundle.timeZone, calendar });
    if (end === undefined) return [];
    const { binding, rule } = one;
    return keyTexts(one.at, frame).map((key) => ({
      binding: binding.id,
      rule: rule.id,
      key,
      from: Math.min(from, ms),
      countedFrom: from,
      ...end,
    }));
  });
}

function findingOf(
  { bundle, frame, prepares }: Machine,
  one: Planned,
  input: EvaluationInput,
  note: DeadlineNote,
): Finding | undefined {
  const prepare = prepares.get(input.type);
  const ms = prepare === undefined ? undefined : enter(frame, prepare, input, false)?.epochMs;
  if (ms === undefined) return undefined;
  const params = one.params(placeOf(input, ms));
  frame.params.value = params.values;
  const finding = deadlineFinding(one, params.clear, note, { frame, zone: bundle.timeZone });
  return one.excuse(input.type)?.([finding], input, note.tellAt)[0] ?? finding;
}

/** Fills the frame; the time of the event, or undefined where it is none. */
function enter(
  frame: Frame,
  prepares: EventPrepares,
  input: Pick<EvaluationInput, "data" | "record" | "time">,
  reads: boolean,
): Timestamp | undefined {
  const instant = parseInstant(input.time);
  if (instant === undefined) return undefined;
  const now = new Timestamp(instant.ms, instant.nanos);
  frame.now.value = now;
  fillEvent(frame, prepares, input, reads);
  return now;
}

const msOf = (value: Value): number | undefined => (value instanceof Timestamp ? value.epochMs : undefined);

const noKeys = [""];

function keyTexts(part: Eval | undefined, frame: Frame): readonly string[] {
  if (part === undefined) return noKeys;
  const keys = keysOf([run(part, frame)]);
  return keys instanceof EvalError ? [] : keys.map(({ key }) => key);
}

/** An event that is what a binding awaits. */
export interface AwaitedEvent {
  readonly keys: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What was done first of what is awaited, whether or not in time; of two at one moment the first in the list. */
export function doneBy<E extends AwaitedEvent>(
  { key, from }: Pick<StartedDeadline, "key" | "from">,
  events: readonly E[],
): E | undefined {
  const right = events.filter(({ keys, at }) => at >= from && keys.includes(key));
  return right.toSorted((a, b) => a.at - b.at)[0];
}
