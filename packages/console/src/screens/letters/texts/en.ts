import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of letters, of which a single letter takes its too. */
export const texts: SameKeys<typeof chinese> = {
  title: "Letters",
  none: "No letter matches",
  noneHint: "Letters are drafted on the page of their case.",
  kind: "Kind",
  anyKind: "All kinds",
  state: "State",
  anyState: "All states",
  overdue: "Answer overdue",
  letter: "Letter",
  to: "To",
  reply: "Answer by",
  case: "Case",
  drafted: "Drafted",
  optional: " (optional)",
  states: {
    draft: "Draft",
    sent: "Sent",
    received: "Received",
    answered: "Answered",
    discarded: "Discarded",
  },
  kinds: {
    work_advice: "Work advice note",
    integrity_reminder: "Integrity reminder",
    supervision_order: "Supervision order",
    rectification_notice: "Rectification notice",
    clue_transfer: "Clue transfer",
    talk_record: "Talk record",
    appraisal_form: "Appraisal form",
    special_report: "Special report",
  },
  draft: {
    act: "Draft a letter",
    language: "Language of the letter",
    unit: "Unit of the other side",
    fromCase: "Left empty, it is filled in from the case",
    recipients: "Usually to: {{to}}",
    submit: "Save the draft",
  },
};
