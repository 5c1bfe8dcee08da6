import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of one's own pre-checks. */
export const texts: SameKeys<typeof chinese> = {
  title: "My pre-checks",
  intro:
    "What was checked in your name before you acted, what was answered, and what followed. Where it was a false alarm you can appeal; a reviewer answers, and until then nothing changes.",
  none: "Nothing was checked in your name yet",
  noneHint: "Pre-checks of what you approve in a business system show here.",
  shown: "What you were told",
  neutral: "A matter to check",
  appeals: "Appeals",
  answer: "Answer",
  appeal: "Appeal: a false alarm",
  appealTitle: "Appeal",
  appealHint:
    "A reviewer answers; each finding can be appealed against once. It lifts no block. An appeal that is upheld counts against the precision of the rule.",
  about: "About",
  everything: "All that was shown",
  reason: "Reason",
  grounds: "Grounds",
  groundsHint: "The facts and what they rest on, 10 to 2000 characters. The reviewer reads your own words.",
  send: "Send the appeal",
};
