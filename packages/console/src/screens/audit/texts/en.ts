import type { SameKeys } from "../../../i18n/resources.ts";
import type { texts as chinese } from "./zh-CN.ts";

/** Texts of the audit screen. */
export const texts: SameKeys<typeof chinese> = {
  title: "Audit",
  state: {
    title: "State of the log",
    takes: "Writing",
    takesEntries: "as usual",
    refuses: "nothing is taken",
    size: "Entries",
    origin: "Name of the log",
    digest: "Digest",
    root: "Root hash",
    witnessed: "Last witnessed",
  },
  chain: {
    check: "Check the log",
    checking: "Checking…",
    first:
      "First check of this browser: the head, of size {{size}}, is kept, and the next check begins there.",
    continued:
      "It holds: {{before}} were seen on {{at}}, and since then entries were only added; there are {{size}} now.",
    broken:
      "It does not hold: the log, of size {{size}}, does not continue the {{before}} seen on {{at}}. Somebody may have changed it. Report this at once.",
    otherDigest: "This log uses {{digest}}, which is not checked here; use the command probity verify.",
  },
  witnesses: {
    title: "Witness",
    none: "No outside witnesses are configured.",
    size: "Entries witnessed",
    behind: "Entries behind",
    last: "Last answer",
    detail: "Detail",
    answers: {
      cosigned: "signed",
      conflict: "another size",
      fork: "a fork",
      failed: "failed",
      never: "never asked",
    },
  },
  entries: {
    title: "Entries",
    filters: "Filters",
    none: "No such entries",
    noneHint: "Widen the filters.",
    position: "No.",
    time: "Time",
    source: "Source",
    type: "Type",
    subject: "Matter",
    hits: "Rules hit",
    about: "Which",
    all: "all entries",
    acts: "acts of business alone",
    allTypes: "all types",
    often: "Often looked for",
    others: "Other types",
    presets: { read: "Who looked at what", login: "Sign-ins", grant: "Changes of roles" },
    apply: "Filter",
    export: "Export table",
    exported: "{{rows}} exported.",
  },
  entry: {
    title: "Entry {{position}}",
    check: "Check this entry",
    receipt: "Download the receipt",
    header: "Header",
    payload: "Content",
    erased: "The content was erased; the header can still be checked.",
    noPayload: "The content is gone and cannot be compared.",
    committed: "The content is what was written.",
    notCommitted: "The content is not what was written!",
    included: "The entry is at its place in the log, whose size is {{size}}.",
    notIncluded: "It is not proved that the entry is in the log!",
  },
};
