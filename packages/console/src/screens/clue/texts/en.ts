import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of one clue. */
export const texts: SameKeys<typeof chinese> = {
  about: "Clue",
  moves: "Next stages",
  moveTo: "To “{{stage}}”",
  moveText: "Note",
  toCase: {
    act: "Make a case of it",
    title: "Title of the case",
    level: "Risk level",
    tracks: "Sides",
    submit: "Open the case",
  },
  reporter: {
    act: "Show the reporter",
    purpose: "Purpose",
    hint: "That it was read, and what for, is in the log.",
    submit: "Show",
    none: "No reporter was written down.",
  },
  similar: {
    title: "Clues that may be the same",
    none: "None was found.",
    same: "It is the same",
    different: "It is another one",
    states: { proposed: "to be decided", confirmed: "the same", refused: "another one" },
  },
  steps: {
    title: "History",
    when: "When",
    what: "What",
    by: "By",
    hash: "SHA-256",
    system: "the system",
    names: {
      received: "Taken in",
      moved: "Moved on",
      same_as: "The same as another one",
      not_same_as: "Not the same as another one",
      case_opened: "Case opened",
      reporter_read: "Reporter read",
    },
  },
};
