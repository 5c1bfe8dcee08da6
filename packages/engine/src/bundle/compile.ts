import type { Bundle, Finding, IndeterminateReason, JsonObject } from "@probity/contracts";
import { ProbityError } from "@probity/contracts";
import { parseInstant } from "../edge/instant.ts";
import { compilePrepare, type Prepare } from "../edge/prepare.ts";
import { mergeRecord } from "../json/merge-record.ts";
import { type Cell, Frame } from "../ops/frame.ts";
import { clearSlots, fillSlots, type Layout, layoutOf } from "../ops/slot.ts";
import type { CompileOptions, Evaluation, EvaluationInput, Evaluator } from "../types.ts";
import { EvalError } from "../values/eval-error.ts";
import { Timestamp } from "../values/timestamp.ts";
import { type BoundRule, boundRule, type RunnableRule, runnableRule } from "./bound-rule.ts";
import { type Excuse, excuseOf } from "./exceptions.ts";
import { cannotJudgeAtAll, judge, type Session } from "./judge.ts";
import { isDue, placeOf } from "./due.ts";
import type { Place } from "./param-resolver.ts";
import { refuse, verifyBundle } from "./verify.ts";

/** What is known of an event type: its bound rules and how its data is converted. */
interface Plan {
  readonly bound: readonly BoundRule[];
  /** True where all of them hold everywhere and at any time. */
  readonly always: boolean;
  readonly prepare: Prepare;
  readonly prepareRecord: Prepare | undefined;
  /** What its rules read of the event and the record. */
  readonly layout: Layout;
  readonly cells: readonly Cell[];
  readonly excuse: Excuse | undefined;
}

const absentRecord = new EvalError("missing", "record", "record is missing");

/**
 * Makes a bundle ready to run. Throws `PROBITY_E_BUNDLE_FORMAT` for one that is malformed or hostile in any part, and
 * `PROBITY_E_BUNDLE_REGEX` when its rules match patterns and no `regex` was given. The bundle must not change later.
 */
export function compile(bundle: Bundle, options: CompileOptions = {}): Evaluator {
  verifyBundle(bundle);
  const frame = new Frame();
  const plans = makePlans(bundle, frame, options);
  return {
    bundle,
    evaluate: (input) => {
      const plan = plans.get(input.type);
      if (plan === undefined) return { findings: [] };
      try {
        return evaluate(plan, input, frame, bundle.timeZone);
      } finally {
        frame.clear(plan.cells);
        clearSlots(plan.layout);
      }
    },
  };
}

function makePlans(bundle: Bundle, frame: Frame, options: CompileOptions): ReadonlyMap<string, Plan> {
  try {
    const runnable = new Map(bundle.rules.map((rule) => [rule.id, runnableRule(rule, frame, options)]));
    const bound = bundle.bindings.map((binding) =>
      boundRule(ruleOf(runnable, binding.rule), binding, bundle),
    );
    return new Map(Object.keys(bundle.types).map((type) => [type, planOf(type, bound, bundle)]));
  } catch (cause) {
    if (cause instanceof ProbityError) throw cause;
    throw new ProbityError("PROBITY_E_BUNDLE_FORMAT", "The bundle cannot be compiled.", { cause });
  }
}

function ruleOf(rules: ReadonlyMap<string, RunnableRule>, id: string): RunnableRule {
  const found = rules.get(id);
  if (found === undefined) throw refuse(`bindings: the rule ${id} is not in the bundle`);
  return found;
}

function planOf(type: string, all: readonly BoundRule[], bundle: Bundle): Plan {
  const described = bundle.types[type];
  if (described === undefined) throw refuse(`types.${type}`);
  const bound = all.filter(
    ({ binding, runnable }) => binding.at.includes(type) && runnable.rule.at.includes(type),
  );
  const { timeZone, defaultCurrency } = bundle;
  const edge = { timeZone, defaultCurrency };
  const reads = bound.some(({ runnable }) => runnable.rule.reads === "record");
  const recordShape = described.record === null ? undefined : bundle.records[described.record];
  return {
    bound,
    always: bound.every((one) => one.always),
    prepare: compilePrepare(described.shape, edge),
    prepareRecord: reads ? compilePrepare(recordShape ?? described.shape, edge) : undefined,
    layout: layoutOf(bound.map(({ runnable }) => runnable.needs)),
    cells: [...new Set(bound.flatMap(({ runnable }) => runnable.cells))],
    excuse: excuseOf(bundle, type, new Set(bound.map(({ runnable }) => runnable.rule.id))),
  };
}

function evaluate(plan: Plan, input: EvaluationInput, frame: Frame, zone: string): Evaluation {
  const time = parseInstant(input.time);
  const place = placeOf(input, time?.ms ?? 0);
  if (time === undefined) return { findings: withoutTime(plan, place) };
  frame.now.value = new Timestamp(time.ms, time.nanos);
  const failed = fill(frame, plan, input);
  const session: Session = { frame, zone, noRecord: input.record === undefined, features: input.features };
  const due = plan.always ? plan.bound : plan.bound.filter((bound) => isDue(bound, place));
  const findings = due.map((bound) => {
    const params = bound.params(place);
    return failed ? cannotJudgeAtAll(params, unreadable) : judge(bound, params, session);
  });
  return { findings: plan.excuse === undefined ? findings : plan.excuse(findings, input, time.ms) };
}

const unreadable = { code: "error", paths: [], detail: "The event or the record cannot be read." } as const;

/** Puts the converted event and record into the frame; true when they cannot be read at all. */
function fill(frame: Frame, plan: Plan, input: EvaluationInput): boolean {
  try {
    frame.event.value = plan.prepare(input.data);
    const merged = plan.prepareRecord === undefined ? undefined : recordOf(input);
    frame.record.value = merged === undefined ? absentRecord : (plan.prepareRecord?.(merged) ?? absentRecord);
    fillSlots(plan.layout);
    return false;
  } catch {
    return true;
  }
}

function recordOf(input: EvaluationInput): JsonObject | undefined {
  return input.record === undefined ? undefined : mergeRecord(input.record, input.data);
}

/** Without a time nobody can say which bindings are in force; all of them are reported as not judged. */
function withoutTime(plan: Plan, place: Place): Finding[] {
  const detail = "The time of the act is not RFC 3339 with an offset.";
  const reason: IndeterminateReason = { code: "type", paths: ["time"], detail };
  return plan.bound.map((bound) => cannotJudgeAtAll(bound.params(place), reason));
}
