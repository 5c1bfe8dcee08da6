import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of one report. */
export const texts: SameKeys<typeof chinese> = {
  all: "All reports",
  print: "Print",
  hash: "SHA-256 of the content",
  snapshot:
    "This is a snapshot of the moment at which it was made. Its number and hash are in the log: a paper is checked by them.",
  leavesOut: "Matters of those to whom its maker is close are not counted.",
  figure: "Figure",
  value: "Value",
  before: "Period before",
  change: "Change",
  atMaking: "when made",
  share: "Share",
  nothing: "Nothing in this period.",
  dispositions: "Dispositions",
  found: "Found",
  proposals: "Proposals",
  recovered: "Money recovered",
  rectification: {
    title: "Rectification",
    written: "New measures",
    done: "Signed off",
    doneLate: "of these late",
    open: "Open when made",
    overdue: "Overdue when made",
  },
  models: {
    title: "How models did",
    model: "Model",
    opened: "New alerts",
    precision: "Confirmed (of judged)",
    override: "Gone past (of warned)",
    hint: "Confirmed: by the last word on each alert in the period. Gone past: pre-checks of all units.",
  },
};
