import type { Answer } from "../../api/call.ts";

/** A letter. */
export type Letter = Answer<"get", "/console/letters/{id}">;

/** Kinds of letters. */
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

/** How letters stand. */
export const letterStates = ["draft", "sent", "received", "answered", "discarded"] as const;

/** By which letters are looked for, as the address has it. */
export interface LetterSearch {
  readonly kind?: Letter["kind"] | undefined;
  readonly state?: Letter["state"] | undefined;
  readonly overdue?: true | undefined;
}

/** Reads an address; what is not valid is left out. */
export function readSearch({ kind, state, overdue }: Record<string, unknown>): LetterSearch {
  const foundKind = letterKinds.find((one) => one === kind);
  const foundState = letterStates.find((one) => one === state);
  return {
    ...(foundKind !== undefined && { kind: foundKind }),
    ...(foundState !== undefined && { state: foundState }),
    ...(overdue === true && { overdue }),
  };
}
