/** What people found out about an alert goes back to its rule (AL-2); later hits open another alert. */
export const alertLabelRecorded = {
  type: "alert.label.recorded",
  version: "1.0",
  name: { "zh-CN": "预警结论回写", en: "Alert labelled" },
  when: "Logged by the server when somebody said whether an alert was right",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["label.alert"],
  schema: {
    type: "object",
    properties: {
      label: {
        type: "object",
        properties: {
          alert: { type: "string", maxLength: 300, description: "Alert", "x-privacy": "internal" },
          rule: { type: "string", maxLength: 100, description: "Its rule", "x-privacy": "internal" },
          ruleVersion: {
            type: "string",
            maxLength: 40,
            description: "Version of the rule",
            "x-privacy": "internal",
          },
          value: {
            type: "string",
            maxLength: 40,
            description: "confirmed, partly, not_confirmed",
            "x-privacy": "internal",
          },
          reasonCode: {
            type: "string",
            maxLength: 40,
            description: "Why it was not confirmed",
            "x-privacy": "internal",
          },
          weight: {
            type: "number",
            minimum: 0,
            maximum: 1,
            description: "How much it counts for the rule",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who said so", "x-privacy": "internal" },
        },
        required: ["alert", "rule", "ruleVersion", "value", "weight", "by"],
      },
    },
    required: ["label"],
  },
} as const;
