/** What rules do at a source is changed by two persons (RU-4, LO-7). */
export const bindingSetApplied = {
  type: "binding.set.applied",
  version: "1.0",
  name: { "zh-CN": "绑定与参数生效", en: "Bindings put in force" },
  when: "Logged by the server when the bindings and parameters of a source changed",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["bindings.source"],
  schema: {
    type: "object",
    properties: {
      bindings: {
        type: "object",
        properties: {
          source: { type: "string", maxLength: 200, description: "Source", "x-privacy": "internal" },
          version: {
            type: "integer",
            minimum: 0,
            description: "Version of the set",
            "x-privacy": "internal",
          },
          digest: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 (hex) of its canonical text",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who asked", "x-privacy": "internal" },
          with: { type: "string", maxLength: 200, description: "Who agreed", "x-privacy": "internal" },
        },
        required: ["source", "version", "by"],
      },
    },
    required: ["bindings"],
  },
} as const;
