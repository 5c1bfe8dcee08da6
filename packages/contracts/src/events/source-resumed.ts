/** Ends what source.silent began. */
export const sourceResumed = {
  type: "source.resumed",
  version: "1.0",
  name: {
    "zh-CN": "数据源恢复",
    en: "Source speaks again",
  },
  when: "Logged by the server when a silent stream goes on",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["silence.stream"],
  schema: {
    type: "object",
    properties: {
      silence: {
        type: "object",
        properties: {
          stream: { type: "string", maxLength: 500, description: "The stream", "x-privacy": "internal" },
          silentSince: {
            type: "string",
            format: "instant",
            description: "When the server had heard from it last",
            "x-privacy": "internal",
          },
          resumedAt: {
            type: "string",
            format: "instant",
            description: "When it spoke again",
            "x-privacy": "internal",
          },
        },
        required: ["stream", "silentSince"],
      },
    },
    required: ["silence"],
  },
} as const;
