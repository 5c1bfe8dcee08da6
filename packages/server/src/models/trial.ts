import { setImmediate as yieldToOthers } from "node:timers/promises";
import type { Case, Cases, EventType, Finding, Json, Model, Result, Rule } from "@probity/contracts";
import { decide, type Verdict } from "@probity/engine";
import { buildBundle, type TraceStep } from "@probity/engine/author";
import { re2 } from "@probity/engine/re2";
import { runCases, traceCase } from "@probity/models";

/** What a worked case of a rule gave, and how. */
export interface TriedCase {
  readonly name: string;
  readonly expected: Result;
  readonly actual: Result | null;
  readonly ok: boolean;
  readonly problems: readonly string[];
  /** What each part of the rule's expressions came to; at most {@link maxSteps}. */
  readonly steps: readonly TriedStep[];
  /** What an approver would be told of it, where the rule may go as far as its ceiling; null where it did not hit. */
  readonly told: Pick<Verdict, "outcome" | "shown"> | null;
}

/** A part of an expression; `reason` says why it has no value. */
export interface TriedStep extends Pick<TraceStep, "field" | "depth" | "text"> {
  readonly value: Json;
  readonly reason: string | null;
}

/** What trying a rule gave. */
export interface TrialResult {
  readonly cases: readonly TriedCase[];
  /** Cases that were not run: only the first {@link maxCases} are. */
  readonly left: number;
}

/** Most cases that are run while somebody waits; a check runs all. */
const maxCases = 50;
const maxSteps = 60;
/** Longer values are shortened: a step shows what it came to, not a whole event. */
const maxValue = 500;

/**
 * Runs the worked cases of one rule of a text that nobody has stored yet, with the product's engine (RU-7), a case at a time,
 * so that the server goes on serving. Throws the coded error of a rule that does not compile.
 */
export async function tryRule(
  model: Model,
  cases: Cases,
  rule: Rule,
  types: readonly EventType[],
): Promise<TrialResult> {
  const own = cases.filter((one) => one.rule === rule.id);
  const tell = teller(model, rule, types);
  const tried: TriedCase[] = [];
  for (const one of own.slice(0, maxCases)) {
    // oxlint-disable-next-line no-await-in-loop -- between two cases others may be served
    await yieldToOthers();
    tried.push(tryCase({ ...model, rules: [rule] }, rule, one, types, tell));
  }
  return { cases: tried, left: own.length - tried.length };
}

type Tell = (finding: Finding) => TriedCase["told"];

function tryCase(model: Model, rule: Rule, one: Case, types: readonly EventType[], tell: Tell): TriedCase {
  const [result] = runCases({ model, cases: [one] }, types, { regex: re2 });
  if (result === undefined) throw new Error(`the case ${one.name} gave nothing`);
  const { name, expected, actual, ok, problems, finding } = result;
  const { steps } = traceCase(model, rule, one, types);
  const told = finding?.result === "hit" ? tell(finding) : null;
  const shown = steps.slice(0, maxSteps).map(shownStep);
  return { name, expected, actual: actual ?? null, ok, problems, steps: shown, told };
}

/** What an approver is told is made by what answers pre-checks; a case itself is judged without any effect. */
function teller(model: Model, rule: Rule, types: readonly EventType[]): Tell {
  const at = new Date(0).toISOString();
  const bundle = buildBundle({
    source: "trial",
    version: 1,
    createdAt: at,
    notBefore: at,
    expiresAt: at,
    timeZone: "Asia/Shanghai",
    types,
    models: [{ ...model, rules: [rule] }],
    bindings: [{ id: "trial", rule: rule.id, source: "trial", action: rule.ceiling }],
  });
  return (finding) => {
    const { outcome, shown } = decide([{ ...finding, binding: "trial", action: rule.ceiling }], bundle);
    return { outcome, shown };
  };
}

function shownStep({ field, depth, text, value, reason }: TraceStep): TriedStep {
  const missing = reason === undefined ? null : (reason.detail ?? reason.paths.join(", "));
  return { field, depth, text, value: shortened(value), reason: missing };
}

function shortened(value: Json | undefined): Json {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > maxValue ? `${text.slice(0, maxValue)}…` : value;
}
