/** Raises LOG-WIT-001 (LO-5). */
export const logUnwitnessed = {
  type: "log.unwitnessed",
  version: "1.0",
  name: {
    "zh-CN": "日志缺少外部见证",
    en: "Log without witnesses",
  },
  when: "Logged by the server when no quorum of witnesses co-signed for too long",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["witness.origin"],
  schema: {
    type: "object",
    properties: {
      witness: {
        type: "object",
        properties: {
          origin: { type: "string", maxLength: 300, description: "The log", "x-privacy": "internal" },
          size: {
            type: "integer",
            minimum: 0,
            description: "Size of the newest tree that lacks a quorum",
            "x-privacy": "internal",
          },
          since: { type: "string", format: "instant", description: "Since when", "x-privacy": "internal" },
          detail: {
            type: "string",
            maxLength: 2000,
            description: "What each witness answered last",
            "x-privacy": "internal",
          },
        },
        required: ["origin", "size", "since"],
      },
    },
    required: ["witness"],
  },
} as const;
