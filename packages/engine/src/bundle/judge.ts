import type { Evidence, Finding, IndeterminateReason, Result } from "@probity/contracts";
import type { Eval, Frame } from "../ops/frame.ts";
import { budgetError, EvalError, overloadError } from "../values/eval-error.ts";
import type { Value } from "../values/value.ts";
import type { BoundRule } from "./bound-rule.ts";
import type { Params } from "./param-resolver.ts";
import { toJson } from "./render.ts";

const maxPaths = 20;

/** What the judging of one event needs beside its frame. */
export interface Session {
  readonly frame: Frame;
  readonly zone: string;
  /** Why the record cannot be read, when it cannot. */
  readonly noRecord: boolean;
}

type Tail = Pick<Finding, "reason" | "message" | "evidence">;

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
  if (rule.reads === "record" && session.noRecord) return withoutRecord(params);
  const result = run(when, frame);
  if (result === false) return params.clear;
  if (result === true) return finding(params, "hit", explain(bound, session));
  return indeterminate(bound, params, session, result);
}

/** The finding of a rule that could not even be tried. */
export function cannotJudgeAtAll(params: Params, reason: IndeterminateReason): Finding {
  return finding(params, "indeterminate", { reason });
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

function finding(params: Params, result: Result, tail: Tail): Finding {
  return { ...params.clear, result, ...tail };
}

function indeterminate(bound: BoundRule, params: Params, session: Session, value: Value): Finding {
  if (session.noRecord && bound.runnable.rule.reads === "record") return withoutRecord(params);
  const error = value instanceof EvalError ? value : overloadError;
  return finding(params, "indeterminate", { reason: reasonOf(error) });
}

function withoutRecord(params: Params): Finding {
  const detail = "The rule reads the record of the process, and none was given.";
  return finding(params, "indeterminate", { reason: { code: "record", paths: ["record"], detail } });
}

function reasonOf(error: EvalError): IndeterminateReason {
  const paths = new Set<string>();
  let detail = error.errorText;
  for (let one: EvalError | undefined = error, count = 0; one !== undefined && count < maxPaths; count++) {
    if (one.errorPath !== "") paths.add(one.errorPath);
    one = one.errorBeside;
  }
  if (detail === "") detail = error.errorKind;
  return { code: error.errorKind, paths: [...paths], detail };
}

function explain(bound: BoundRule, session: Session): Tail {
  const { rule, evidence, message } = bound.runnable;
  const values = new Map<string, Value>();
  const items: Evidence[] = [];
  for (const [place, item] of rule.evidence.entries()) {
    const expression = evidence[place];
    const value = expression === undefined ? null : run(expression, session.frame);
    values.set(item.name, value);
    items.push({ name: item.name, label: item.label, value: toJson(value, session.zone) });
  }
  return { message: message(values, session.zone), evidence: items };
}
