/** Every step is logged (ML-1, LO-7). */
export const modelVersionAdvanced = {
  type: "model.version.advanced",
  version: "1.0",
  name: { "zh-CN": "模型版本流转", en: "Step in the life of a model version" },
  when: "Logged by the server at each step of a model version",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["model.id"],
  schema: {
    type: "object",
    properties: {
      model: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 60, description: "Model", "x-privacy": "internal" },
          version: { type: "string", maxLength: 40, description: "Version", "x-privacy": "internal" },
          digest: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 (hex) of the model's canonical text",
            "x-privacy": "internal",
          },
          step: {
            type: "string",
            maxLength: 40,
            description: "draft, check, backtest, shadow, submit, return, release, rollback, retire",
            "x-privacy": "internal",
          },
          state: {
            type: "string",
            maxLength: 40,
            description: "State after the step",
            "x-privacy": "internal",
          },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who did it; library for what the product brings",
            "x-privacy": "internal",
          },
          with: {
            type: "string",
            maxLength: 200,
            description: "The other person, where two are needed",
            "x-privacy": "internal",
          },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
        },
        required: ["id", "version", "step", "state", "by"],
      },
    },
    required: ["model"],
  },
} as const;
