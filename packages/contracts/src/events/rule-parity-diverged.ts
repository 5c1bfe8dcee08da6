/** Raises RUL-PAR-001 (RU-6). */
export const ruleParityDiverged = {
  type: "rule.parity.diverged",
  version: "1.0",
  name: { "zh-CN": "前后端判定不一致", en: "Decision differs from its replay" },
  when: "Logged by the server when its own evaluation of an act differs from what the source's SDK had decided with the same bundle",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["parity.precheckId"],
  schema: {
    type: "object",
    properties: {
      parity: {
        type: "object",
        properties: {
          precheckId: {
            type: "string",
            maxLength: 200,
            description: "The decision",
            "x-privacy": "internal",
          },
          actEventId: { type: "string", maxLength: 200, description: "The act", "x-privacy": "internal" },
          decisionPoint: {
            type: "string",
            maxLength: 200,
            description: "Event type of the act",
            "x-privacy": "internal",
          },
          bundleVersion: {
            type: "integer",
            minimum: 0,
            description: "Bundle that both used",
            "x-privacy": "internal",
          },
          bundleHash: {
            type: "string",
            maxLength: 64,
            description: "Its SHA-256 (hex)",
            "x-privacy": "internal",
          },
          said: {
            type: "array",
            maxItems: 1000,
            description: "What the SDK had recorded and the server did not find",
            items: {
              type: "object",
              properties: {
                indicatorId: {
                  type: "string",
                  maxLength: 100,
                  description: "Indicator",
                  "x-privacy": "internal",
                },
                result: { type: "string", maxLength: 40, description: "Its result", "x-privacy": "internal" },
              },
            },
          },
          found: {
            type: "array",
            maxItems: 1000,
            description: "What the server found and the SDK had not recorded",
            items: {
              type: "object",
              properties: {
                indicatorId: {
                  type: "string",
                  maxLength: 100,
                  description: "Indicator",
                  "x-privacy": "internal",
                },
                result: { type: "string", maxLength: 40, description: "Its result", "x-privacy": "internal" },
              },
            },
          },
        },
        required: ["precheckId", "bundleHash"],
      },
    },
    required: ["parity"],
  },
} as const;
