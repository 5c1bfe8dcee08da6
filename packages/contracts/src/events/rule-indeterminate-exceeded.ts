/** Raises RUL-IND-001 (RU-3). */
export const ruleIndeterminateExceeded = {
  type: "rule.indeterminate.exceeded",
  version: "1.0",
  name: { "zh-CN": "无法判断比例超限", en: "Too often not judged" },
  when: "Logged by the server when a rule could not be judged on too large a share of a source's events",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["judged.rule"],
  schema: {
    type: "object",
    properties: {
      judged: {
        type: "object",
        properties: {
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          day: { type: "string", maxLength: 10, description: "Day of the events", "x-privacy": "internal" },
          indeterminate: {
            type: "integer",
            minimum: 0,
            description: "Events that could not be judged",
            "x-privacy": "internal",
          },
          evaluated: {
            type: "integer",
            minimum: 0,
            description: "Events to which the rule applied",
            "x-privacy": "internal",
          },
          share: {
            type: "number",
            minimum: 0,
            description: "Share that is allowed",
            "x-privacy": "internal",
          },
          atLeast: {
            type: "integer",
            minimum: 0,
            description: "Number below which nothing is said",
            "x-privacy": "internal",
          },
        },
        required: ["rule", "day", "indeterminate", "evaluated"],
      },
    },
    required: ["judged"],
  },
} as const;
