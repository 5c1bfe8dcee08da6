import type { Role } from "../access/index.ts";
import * as field from "./fields.ts";
import { type CaseState, dismissalReasons, openStates } from "./states.ts";

/** Who makes a step: a role, the server itself, or whoever registers what comes from outside. */
export type Mover = Role | "system";

/** What has to hold beside state, role and fields. Each is told in the refusal by its name. */
export const conditions = [
  "handler_acts",
  "not_handler",
  "no_conflict",
  "return_in_time",
  "enough_verifiers",
  "evidence",
  "proposed_by_another",
  "measures_signed_off",
  "proposed_at_level_1",
  "no_contributor_at_level_1",
  "appraised",
  "target_is_open",
  "all_tracks_warned",
  "pause_ends_later",
] as const;

/** One of {@link conditions}. */
export type Condition = (typeof conditions)[number];

/** One step that can be made with a track of a case. */
export interface Transition {
  readonly from: readonly CaseState[];
  /** `suspended_from`: the state in which it was suspended; `from`: it stays where it is. */
  readonly to: CaseState | "suspended_from" | "from";
  readonly who: readonly Mover[];
  /** At risk level 1 these instead. */
  readonly whoAtLevel1?: readonly Mover[];
  /** JSON schemas of the fields that it takes. */
  readonly fields: Readonly<Record<string, object>>;
  readonly required: readonly string[];
  readonly conditions: readonly Condition[];
  /** All tracks of the case move together. @defaultValue false */
  readonly wholeCase?: boolean;
  /** What the catalogue says of it. */
  readonly about: string;
}

const reason = (codes: readonly string[]): object => ({ enum: codes });

/** Names of the steps, in the order of the work. */
export const transitionNames = [
  "assign",
  "merge",
  "detach",
  "reassign",
  "return",
  "accept",
  "propose_dismissal",
  "refuse_dismissal",
  "agree_dismissal",
  "dispose",
  "transfer",
  "send_back",
  "apply",
  "rework",
  "appraise",
  "relapse",
  "propose_closing",
  "close",
  "reopen",
  "feedback_clarify",
  "feedback_measures",
  "feedback_nothing",
  "suspend",
  "resume",
] as const;

/** Name of a step. */
export type TransitionName = (typeof transitionNames)[number];

/**
 * Every step there is (catalogue, section 9), and none beside. Proposals are steps that stay in their state: what takes two
 * persons is proposed by one and done by another.
 */
export const transitions: Readonly<Record<TransitionName, Transition>> = {
  assign: {
    from: ["warned"],
    to: "assigned",
    who: ["dispatcher"],
    fields: { unit: field.unit, handler: field.person, dueAt: field.moment, text: field.text },
    required: ["unit", "handler"],
    conditions: ["no_conflict"],
    about: "Responsible unit, handler, deadline; nobody who is party to the matter.",
  },
  merge: {
    from: ["warned"],
    to: "merged",
    who: ["dispatcher"],
    fields: { into: field.id, reasonCode: reason(["same_key", "joint_file"]), text: field.text },
    required: ["into", "reasonCode"],
    conditions: ["target_is_open", "all_tracks_warned"],
    wholeCase: true,
    about: "Same dedupe key or joint file; reversible.",
  },
  detach: {
    from: ["merged"],
    to: "warned",
    who: ["dispatcher"],
    fields: { text: field.text },
    required: ["text"],
    conditions: [],
    wholeCase: true,
    about: "Takes a merge back: the case is again what it was.",
  },
  reassign: {
    from: ["assigned"],
    to: "assigned",
    who: ["dispatcher"],
    fields: { unit: field.unit, handler: field.person, dueAt: field.moment, text: field.text },
    required: ["unit", "handler", "text"],
    conditions: ["no_conflict"],
    about: "Reassignment. It resets no clock.",
  },
  return: {
    from: ["assigned"],
    to: "assigned",
    who: ["handler"],
    fields: {
      reasonCode: reason(["not_responsible", "cannot_be_impartial", "not_enough_data", "other"]),
      text: field.text,
    },
    required: ["reasonCode", "text"],
    conditions: ["handler_acts", "return_in_time"],
    about:
      "Returned by the unit with reason within 2 working days; a second return goes one escalation level up.",
  },
  accept: {
    from: ["assigned"],
    to: "verifying",
    who: ["handler"],
    fields: { verifiers: field.persons, text: field.text },
    required: [],
    conditions: ["handler_acts", "no_conflict", "enough_verifiers"],
    about: "Accepted; at least 2 persons verify at risk level 1, the handler is one of them.",
  },
  propose_dismissal: {
    from: ["verifying"],
    to: "from",
    who: ["handler"],
    fields: { reasonCode: reason(dismissalReasons), text: field.text },
    required: ["reasonCode", "text"],
    conditions: ["handler_acts", "evidence"],
    about: "The handler proposes that it is no problem, with reason code and evidence.",
  },
  refuse_dismissal: {
    from: ["verifying"],
    to: "from",
    who: ["reviewer", "approver"],
    whoAtLevel1: ["discipline"],
    fields: { text: field.text },
    required: ["text"],
    conditions: ["proposed_by_another"],
    about: "The other person does not agree.",
  },
  agree_dismissal: {
    from: ["verifying"],
    to: "not_a_problem",
    who: ["reviewer", "approver"],
    whoAtLevel1: ["discipline"],
    fields: { text: field.text },
    required: [],
    conditions: ["proposed_by_another", "not_handler", "evidence"],
    about: "Another person agrees; at risk level 1 the discipline body.",
  },
  dispose: {
    from: ["verifying"],
    to: "disposing",
    who: ["handler"],
    fields: { report: field.text, facts: field.text, responsible: field.responsible },
    required: ["report", "facts", "responsible"],
    conditions: ["handler_acts"],
    about: "Verification report, facts, responsible persons and units.",
  },
  transfer: {
    from: ["verifying", "disposing"],
    to: "transferred",
    who: ["discipline"],
    fields: { body: field.name, text: field.text, feedbackBy: field.moment },
    required: ["body", "text"],
    conditions: [],
    about: "Suspected violation of duty: to the competent body; stays open until its feedback.",
  },
  send_back: {
    from: ["disposing"],
    to: "verifying",
    who: ["approver"],
    fields: { text: field.text },
    required: ["text"],
    conditions: [],
    about: "The facts are not sufficient.",
  },
  apply: {
    from: ["disposing"],
    to: "applying",
    who: ["approver"],
    fields: { disposals: field.disposals, measures: field.measures, text: field.text },
    required: ["disposals", "measures"],
    conditions: ["not_handler"],
    about: "At least one disposal, the measures listed; not by the handler.",
  },
  rework: {
    from: ["applying"],
    to: "disposing",
    who: ["reviewer"],
    fields: { reasonCode: reason(["measure_failed", "new_facts"]), text: field.text },
    required: ["reasonCode", "text"],
    conditions: [],
    about: "A measure failed, or there are new facts.",
  },
  appraise: {
    from: ["applying"],
    to: "appraising",
    who: ["reviewer"],
    fields: { uses: field.uses, text: field.text },
    required: ["uses"],
    conditions: ["measures_signed_off", "not_handler"],
    about:
      "All measures are signed off and the result is used: notice, repair of rule or system, training, publication.",
  },
  relapse: {
    from: ["appraising"],
    to: "applying",
    who: ["appraiser"],
    fields: { reasonCode: reason(["relapse", "sign_off_refused"]), text: field.text },
    required: ["reasonCode", "text"],
    conditions: [],
    about: "The look-back finds a relapse, or the sign-off is refused.",
  },
  propose_closing: {
    from: ["appraising"],
    to: "from",
    who: ["appraiser"],
    fields: field.closing,
    required: ["label", "appraisal", "lookBackOn"],
    conditions: [],
    about: "What another person closes by: appraisal, label for the model, look-back date.",
  },
  close: {
    from: ["appraising"],
    to: "closed",
    who: ["appraiser"],
    fields: field.closing,
    required: [],
    conditions: ["appraised", "proposed_at_level_1", "no_contributor_at_level_1"],
    about:
      "Appraisal recorded, label for the model, look-back date; at risk level 1 by somebody who contributed nothing before.",
  },
  reopen: {
    from: ["closed", "not_a_problem"],
    to: "verifying",
    who: ["reviewer", "approver", "discipline"],
    fields: { reasonCode: reason(["new_facts", "relapse", "failed_sample"]), text: field.text },
    required: ["reasonCode", "text"],
    conditions: [],
    about: "New facts, relapse, failed sample; by a reviewer or above.",
  },
  feedback_clarify: {
    from: ["transferred"],
    to: "verifying",
    who: ["discipline"],
    fields: { text: field.text },
    required: ["text"],
    conditions: [],
    about: "The competent body's feedback: there is more to clarify.",
  },
  feedback_measures: {
    from: ["transferred"],
    to: "applying",
    who: ["discipline"],
    fields: { text: field.text, measures: field.measures },
    required: ["text"],
    conditions: [],
    about: "The competent body's feedback: measures are needed.",
  },
  feedback_nothing: {
    from: ["transferred"],
    to: "appraising",
    who: ["discipline"],
    fields: { text: field.text },
    required: ["text"],
    conditions: [],
    about: "The competent body's feedback: nothing further.",
  },
  suspend: {
    from: openStates,
    to: "suspended",
    who: ["approver"],
    fields: {
      reasonCode: reason(["awaits_expert", "awaits_court", "awaits_other_body", "force_majeure", "other"]),
      text: field.text,
      until: field.moment,
    },
    required: ["reasonCode", "text", "until"],
    conditions: ["evidence", "pause_ends_later"],
    about: "Reason code, evidence, longest time; the clock stops.",
  },
  resume: {
    from: ["suspended"],
    to: "suspended_from",
    who: ["approver", "system"],
    fields: { text: field.text },
    required: [],
    conditions: [],
    about: "Back to the same state; the server does it at the end of the longest time.",
  },
};

/** The step by name, as the one shape of all. */
export const transitionOf = (name: TransitionName): Transition => transitions[name];

/** Who makes this step at a risk level. */
export const moversOf = ({ who, whoAtLevel1 }: Transition, level: number): readonly Mover[] =>
  level === 1 ? (whoAtLevel1 ?? who) : who;

/** The state after a step. */
export function targetOf({ to }: Transition, from: CaseState, suspendedFrom: CaseState | null): CaseState {
  if (to === "from") return from;
  if (to !== "suspended_from") return to;
  if (suspendedFrom === null) throw new Error("a suspended track does not say in which state it was");
  return suspendedFrom;
}

/** Whether a role may make this step in this state at this risk level: the table alone, without the conditions. */
export const isDeclared = (name: TransitionName, from: CaseState, mover: Mover, level: number): boolean =>
  transitionOf(name).from.includes(from) && moversOf(transitionOf(name), level).includes(mover);
