/** Raises LOG-SIL-001 (LO-6). */
export const sourceSilent = {
  type: "source.silent",
  version: "1.0",
  name: {
    "zh-CN": "数据源静默",
    en: "Source fell silent",
  },
  when: "Logged by the server when a writer neither spoke within its interval nor closed its stream",
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
          lastSequence: {
            type: "integer",
            minimum: 0,
            description: "Last sequence number in the log",
            "x-privacy": "internal",
          },
          lastAt: {
            type: "string",
            format: "instant",
            description: "When the server heard from it last",
            "x-privacy": "internal",
          },
          intervalSeconds: {
            type: "integer",
            minimum: 0,
            description: "The interval that it had announced",
            "x-privacy": "internal",
          },
        },
        required: ["stream", "lastAt"],
      },
    },
    required: ["silence"],
  },
} as const;
