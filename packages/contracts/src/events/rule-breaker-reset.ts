/** The end of a `rule.breaker.opened` (PC-8). */
export const ruleBreakerReset = {
  type: "rule.breaker.reset",
  version: "1.0",
  name: { "zh-CN": "熔断复位", en: "Blocking put in force again" },
  when: "Logged by the server when a person let a rule block again",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["breaker.binding"],
  schema: {
    type: "object",
    properties: {
      breaker: {
        type: "object",
        properties: {
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          binding: {
            type: "string",
            maxLength: 100,
            description: "Binding that blocks again",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who reset it", "x-privacy": "internal" },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
        },
        required: ["rule", "binding", "by", "reason"],
      },
    },
    required: ["breaker"],
  },
} as const;
