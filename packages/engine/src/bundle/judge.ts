import type { CompiledRule, Evidence, Finding, IndeterminateReason } from "@probity/contracts";
import type { Eval, Frame } from "../ops/frame.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { BoundRule } from "./bound-rule.ts";
import type { FeatureValues } from "../types.ts";
import type { Params } from "./param-resolver.ts";
import { reasonOf } from "./reason.ts";
import { toJson } from "./render.ts";

/** What the judging of one event needs beside its frame. */
export interface Session {
  readonly frame: Frame;
  readonly zone: string;
  /** True when no record was given. */
  readonly noRecord: boolean;
  readonly features: ReadonlyMap<string, FeatureValues> | undefined;
}

const noRecord: IndeterminateReason = {
  code: "record",
  paths: ["record"],
  detail: "The rule reads the record of the process, and none was given.",
};

const noFeatures: IndeterminateReason = {
  code: "unavailable",
  paths: ["features"],
  detail: "The rule reads what only the server knows.",
};

const none: readonly never[] = [];

/** Judges one bound rule; the frame holds the event already. */
export function judge(bound: BoundRule, params: Params, session: Session): Finding {
  const { frame } = session;
  frame.params.value = params.values;
  const { rule, applies, when } = bound.runnable;
  if (applies !== undefined) {
    const applicable = run(applies, frame);
    if (applicable === false) return params.notApplicable;
    if (applicable !== true) return indeterminate(bound, params, session, applicable);
  }
  if (rule.reads === "record" && session.noRecord) return cannotJudgeAtAll(params, noRecord);
  if (rule.features !== undefined) {
    const known = session.features?.get(bound.binding.id);
    if (known === undefined) return cannotJudgeAtAll(params, noFeatures);
    frame.features.value = known;
  }
  const result = run(when, frame);
  if (result === false) return params.clear;
  return result === true ? hit(bound, params, session) : indeterminate(bound, params, session, result);
}

function run(expression: Eval, frame: Frame): Value {
  frame.refill();
  try {
    const value = expression(frame);
    return frame.exhausted ? budgetError : value;
  } catch {
    return new EvalError("error", "", "the expression failed in an unexpected way");
  }
}

/** The finding of a rule that could not be tried. Written out, as {@link hit}: a spread costs three times as much. */
export function cannotJudgeAtAll({ clear: c }: Params, reason: IndeterminateReason): Finding {
  if (c.weakenedFrom !== undefined) return { ...c, result: "indeterminate", reason };
  return {
    rule: c.rule,
    version: c.version,
    binding: c.binding,
    result: "indeterminate",
    level: c.level,
    class: c.class,
    action: c.action,
    disclosure: c.disclosure,
    name: c.name,
    params: c.params,
    reason,
  };
}

function hit(bound: BoundRule, params: Params, session: Session): Finding {
  const { evidence } = bound.runnable;
  if (evidence.length === 0) return (params.hit ??= hitOf(bound, params.clear, none, session));
  const values = evidence.map((item) => run(item, session.frame));
  return hitOf(bound, params.clear, values, session);
}

function hitOf({ runnable }: BoundRule, c: Finding, values: readonly Value[], session: Session): Finding {
  const items = runnable.rule.evidence;
  const found: Finding = {
    rule: c.rule,
    version: c.version,
    binding: c.binding,
    result: "hit",
    level: c.level,
    class: c.class,
    action: c.action,
    disclosure: c.disclosure,
    name: c.name,
    params: c.params,
    message: runnable.message(values, session.zone),
    evidence: items.map((item, place) => evidenceOf(item, values[place] ?? null, session.zone)),
  };
  return c.weakenedFrom === undefined ? found : { ...found, weakenedFrom: c.weakenedFrom };
}

function evidenceOf({ name, label }: CompiledRule["evidence"][number], value: Value, zone: string): Evidence {
  return { name, label, value: toJson(value, zone) };
}

function indeterminate(bound: BoundRule, params: Params, session: Session, value: Value): Finding {
  if (session.noRecord && bound.runnable.rule.reads === "record") return cannotJudgeAtAll(params, noRecord);
  const { last } = params;
  const error = value instanceof EvalError ? value : overloadError;
  if (last.error !== error) {
    last.finding = cannotJudgeAtAll(params, reasonOf(error));
    last.error = error;
  }
  return last.finding;
}
