/** The end of a `rule.exception.granted` before its time (RU-4). */
export const ruleExceptionEnded = {
  type: "rule.exception.ended",
  version: "1.0",
  name: { "zh-CN": "例外终止", en: "Exception ended early" },
  when: "Logged by the server when a person ended an exception before its time",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["exception.rule"],
  schema: {
    type: "object",
    properties: {
      exception: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Exception", "x-privacy": "internal" },
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          by: { type: "string", maxLength: 200, description: "Who ended it", "x-privacy": "internal" },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
        },
        required: ["id", "rule", "by"],
      },
    },
    required: ["exception"],
  },
} as const;
