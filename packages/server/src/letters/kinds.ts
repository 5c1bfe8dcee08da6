/** The documents of a case (catalogue 14). A name is for ever: numbers are given per kind and year. */
export const letterKinds = [
  "work_advice",
  "integrity_reminder",
  "supervision_order",
  "rectification_notice",
  "clue_transfer",
  "talk_record",
  "appraisal_form",
  "special_report",
] as const;

/** One of {@link letterKinds}. */
export type LetterKind = (typeof letterKinds)[number];

/** How a letter stands; beside these a sent one can be overdue. Only what was never sent can be discarded. */
export const letterStates = ["draft", "sent", "received", "answered", "discarded"] as const;

/** One of {@link letterStates}. */
export type LetterState = (typeof letterStates)[number];
