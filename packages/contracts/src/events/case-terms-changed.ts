/** The working days of the states of cases were set (CA-2). */
export const caseTermsChanged = {
  type: "case.terms.changed",
  version: "1.0",
  name: { "zh-CN": "办理期限变更", en: "Terms of cases changed" },
  when: "Logged by the server when somebody set the working days of states and escalation levels",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["terms.scope"],
  schema: {
    type: "object",
    properties: {
      terms: {
        type: "object",
        properties: {
          scope: {
            type: "string",
            maxLength: 200,
            description: "default, a track, a unit, a model, or a rule",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who set them", "x-privacy": "internal" },
          levelDays: {
            type: "integer",
            description: "Working days of each escalation level",
            "x-privacy": "internal",
          },
          warnDays: {
            type: "integer",
            description: "Working days of the warning before a deadline",
            "x-privacy": "internal",
          },
          calendar: {
            type: "string",
            maxLength: 60,
            description: "Calendar of a unit, and of the units under it",
            "x-privacy": "internal",
          },
          stages: {
            type: "object",
            additionalProperties: { type: "integer", minimum: 1 },
            description: "Working days by state",
            "x-privacy": "internal",
          },
        },
        required: ["scope", "by"],
      },
    },
    required: ["terms"],
  },
} as const;
