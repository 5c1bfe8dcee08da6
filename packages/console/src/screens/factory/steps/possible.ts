import type { EventType, Rule } from "@probity/contracts";
import type { EnvironmentOf } from "@probity/engine/author";
import { conditionRows } from "../condition/condition-rows.ts";
import type { Scope } from "../condition/scope.ts";
import { newRow } from "../condition/start.ts";
import { type AddableKind, addableKinds, stageOf, stages, type Step, stepsOf } from "./step.ts";

/** Most of each, by the schema of a model. */
const most = { at: 20, features: 10, evidence: 20 } as const;

/** What steps are made of: event types of this installation, and what the conditions of the rule may read. */
export interface Parts {
  readonly types: readonly EventType[];
  readonly scope: Scope;
  readonly environmentOf: EnvironmentOf;
}

/** Kinds of steps that the rule can take one more of. */
export function possible(rule: Rule, { types, scope }: Parts): readonly AddableKind[] {
  // What starts a deadline is told by the event and its record alone.
  const hasRoom = rule.deadline === undefined && Object.keys(rule.features ?? {}).length < most.features;
  const can: Readonly<Record<AddableKind, boolean>> = {
    source: rule.at.length < most.at && nextType(rule, types) !== undefined,
    filter: rule.applies === undefined,
    record: rule.reads === "event" && rule.at.every((name) => belongsToRecord(name, types)),
    history: hasRoom,
    window: hasRoom,
    owners: hasRoom,
    shared: hasRoom,
    path: hasRoom,
    condition: conditionRows(rule.when) !== undefined && newRow("compare", scope) !== undefined,
    screen: rule.screen !== true,
    evidence: (rule.evidence ?? []).length < most.evidence,
    advice: rule.advice === undefined,
  };
  return addableKinds.filter((kind) => can[kind]);
}

/** Of what is possible, what can stand directly after a step: of its own stage, or of a later one with nothing in between. */
export function possibleAfter(
  rule: Rule,
  step: Step,
  offered: readonly AddableKind[],
): readonly AddableKind[] {
  const steps = stepsOf(rule).filter(({ kind }) => kind !== "never");
  const from = stages.indexOf(step.stage);
  return offered.filter((kind) => {
    const to = stages.indexOf(stageOf[kind]);
    if (to === from) return canFollow(kind, step, rule);
    // What a score or an alert has beside it comes after it.
    if (to < from || kind === "screen" || kind === "evidence" || kind === "advice") return false;
    return isLast(step, steps) && steps.every(({ stage }) => !isBetween(stages.indexOf(stage), from, to));
  });
}

const isBetween = (at: number, from: number, to: number): boolean => at > from && at < to;

/** Events come from all sources at once: any of them is the last. */
const isLast = ({ stage, key }: Step, steps: readonly Step[]): boolean =>
  stage === "source" || steps.findLast((one) => one.stage === stage)?.key === key;

/** Within a stage: the record is merged before anything is looked up, the general words come with the alert, a deadline is last. */
function canFollow(kind: AddableKind, step: Step, rule: Rule): boolean {
  if (kind === "record") return false;
  if (kind === "evidence" && step.kind === "alert") return rule.advice === undefined;
  return kind === "advice" ? step.kind === "alert" : step.kind !== "deadline";
}

/** The first event type that the rule is not judged at yet; of records, where it reads one. */
export const nextType = (rule: Rule, types: readonly EventType[]): string | undefined =>
  types.find(({ type, record }) => !rule.at.includes(type) && (rule.reads === "event" || record !== null))
    ?.type;

const belongsToRecord = (name: string, types: readonly EventType[]): boolean =>
  types.some(({ type, record }) => type === name && record !== null);
