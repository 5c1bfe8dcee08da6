/** Logged by the server when a letter of a case was drafted, changed, discarded, signed and sent, received or answered, or was read (LO-7). Words stay in the database; a hash of them is in the log. */
export const letterStateChanged = {
  type: "letter.state.changed",
  version: "1.0",
  name: { "zh-CN": "文书状态变更", en: "Letter changed" },
  when: "Logged by the server when a letter of a case was drafted, changed, discarded, signed and sent, received or answered, or was read",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["letter.id"],
  schema: {
    type: "object",
    properties: {
      letter: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Letter", "x-privacy": "internal" },
          kind: { type: "string", maxLength: 500, description: "Which document", "x-privacy": "internal" },
          change: { type: "string", maxLength: 500, description: "What was done", "x-privacy": "internal" },
          case: {
            type: "string",
            maxLength: 500,
            description: "Case that it is about",
            "x-privacy": "internal",
          },
          number: {
            type: "string",
            maxLength: 500,
            description: "Its number, once it is sent",
            "x-privacy": "internal",
          },
          version: { type: "integer", description: "Version of the letter", "x-privacy": "internal" },
          by: { type: "string", maxLength: 500, description: "Who did it", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 500,
            description: "SHA-256 of what it says; of what was sent its print form",
            "x-privacy": "internal",
          },
          docx: {
            type: "string",
            maxLength: 500,
            description: "SHA-256 of what was sent as docx",
            "x-privacy": "internal",
          },
        },
        required: ["id", "kind", "change", "case", "by"],
      },
    },
    required: ["letter"],
  },
} as const;
