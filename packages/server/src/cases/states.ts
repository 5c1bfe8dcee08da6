/** States of a track of a case (catalogue, section 9): six of work, the end, and four beside. */
export const caseStates = [
  "warned",
  "assigned",
  "verifying",
  "disposing",
  "applying",
  "appraising",
  "closed",
  "not_a_problem",
  "merged",
  "transferred",
  "suspended",
] as const;

/** One of {@link caseStates}. */
export type CaseState = (typeof caseStates)[number];

/** States in which something is still to be done; one that was handed over stays open until it comes back. */
export const openStates: readonly CaseState[] = [
  "warned",
  "assigned",
  "verifying",
  "disposing",
  "applying",
  "appraising",
  "transferred",
];

/** States that end a track; all but a merged one can be opened again. */
export const endStates: readonly CaseState[] = ["closed", "not_a_problem", "merged"];

/** The business side and the discipline body each have a track of their own (section 9.3). */
export const tracks = ["business", "integrity"] as const;

/** One of {@link tracks}. */
export type Track = (typeof tracks)[number];

/** Why a warning was no problem (section 11). `rule_too_strict` goes to the owner of the model. */
export const dismissalReasons = [
  "data_error",
  "device_fault",
  "same_name",
  "authorised_exception",
  "allowed_by_policy",
  "corrected_before",
  "duplicate",
  "rule_too_strict",
  "other",
] as const;

/** Kinds of disposals (section 11). */
export const disposalKinds = [
  "explained",
  "reminder",
  "reminder_talk",
  "order_to_correct",
  "stop_or_recover_payment",
  "cancel_or_repeat_step",
  "advice_note",
  "integrity_reminder",
  "repair_of_system",
  "transfer_to_department",
  "transfer_as_clue",
  "joint_inspection",
  "notice_of_criticism",
  "appraisal_deduction",
  "accountability",
] as const;

/** What a result was used for (section 9). */
export const usesOfResult = ["notice", "repair", "training", "publication"] as const;

/** What the model learns from a case. */
export const caseLabels = ["confirmed", "partly", "not_confirmed"] as const;
