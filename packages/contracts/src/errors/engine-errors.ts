/** Errors of rules, models and bundles. */
export const engineErrors = {
  PROBITY_E_RULE_SYNTAX: {
    status: 422,
    title: "The expression is not valid CEL.",
    next: "Look at the character that the message points to.",
  },
  PROBITY_E_RULE_PROFILE: {
    status: 422,
    title: "The expression uses a construct outside the Probity profile of CEL.",
    next: "Rewrite it without the construct that the message names; the profile is in the rule language guide.",
  },
  PROBITY_E_RULE_TYPE: {
    status: 422,
    title: "The expression does not type-check against the event schemas.",
    next: "Compare the field and operand that the message names with the reference of the event type.",
  },
  PROBITY_E_MODEL: {
    status: 422,
    title: "The model folder is not valid.",
    next: "Correct the lines that the message names; `probity rules lint` checks a folder.",
  },
  PROBITY_E_BUNDLE_FORMAT: {
    status: 422,
    title: "The bundle is malformed or of an unknown format.",
    next: "Fetch it again; if it persists, compare the versions of server and SDK.",
  },
  PROBITY_E_BUNDLE_REGEX: {
    status: 500,
    title: "The bundle matches patterns, but no linear-time matcher was given to the engine.",
    next: "Pass `regex` from `@probity/engine/re2` to compile().",
  },
  PROBITY_E_RULE_RECORD: {
    status: 422,
    title: "The rule reads the record of the process, and none was given.",
    next: "Pass `record` to the pre-check, or let the server answer it.",
  },
  PROBITY_E_RULE_UNAVAILABLE: {
    status: 503,
    title: "The rule needs the server, and it did not answer.",
    next: "Nothing to do now: the decision followed the binding's `onUnavailable` and is checked again on arrival.",
  },
  PROBITY_E_RULE_WEAKENED: {
    status: 503,
    title: "A blocking rule used up its budget, so it asks for reasons instead of blocking.",
    next: "The rule's owner looks at what it blocks, then `probity breakers reset` lets it block again.",
  },
  PROBITY_E_JSON: {
    status: 422,
    title: "The value cannot be written as canonical JSON.",
    next: "Send plain JSON: finite numbers, well-formed Unicode, no functions, nesting of at most 200.",
  },
} as const;
