/** Raises RUL-PRC-001 (AL-2): nothing is demoted by it, two people decide. */
export const rulePrecisionFell = {
  type: "rule.precision.fell",
  version: "1.0",
  name: { "zh-CN": "规则准确率低于下限", en: "Precision below its floor" },
  when: "Logged by the server when too few of the closed alerts of a rule version were confirmed",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["precision.rule"],
  schema: {
    type: "object",
    properties: {
      precision: {
        type: "object",
        properties: {
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          version: { type: "string", maxLength: 40, description: "Its version", "x-privacy": "internal" },
          closed: {
            type: "integer",
            minimum: 0,
            description: "Alerts with a label",
            "x-privacy": "internal",
          },
          confirmed: {
            type: "number",
            minimum: 0,
            description: "Of these confirmed, a partly confirmed one as a half",
            "x-privacy": "internal",
          },
          floor: {
            type: "number",
            minimum: 0,
            maximum: 1,
            description: "Share that is expected at least",
            "x-privacy": "internal",
          },
          requestId: {
            type: "string",
            maxLength: 100,
            description: "Request to bind it as observe, where it is bound to more",
            "x-privacy": "internal",
          },
        },
        required: ["rule", "version", "closed", "confirmed", "floor"],
      },
    },
    required: ["precision"],
  },
} as const;
