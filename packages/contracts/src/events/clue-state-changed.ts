/** What happens to clues is supervised as well (LO-7, CA-5). No text and no name; who reported it is nowhere in the log. */
export const clueStateChanged = {
  type: "clue.state.changed",
  version: "1.0",
  name: { "zh-CN": "线索变更", en: "Clue changed" },
  when: "Logged by the server when a clue came in, moved, was compared, became a case, or its reporter was looked at",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["clue.id"],
  schema: {
    type: "object",
    properties: {
      clue: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Clue", "x-privacy": "internal" },
          change: { type: "string", maxLength: 60, description: "What was done", "x-privacy": "internal" },
          from: { type: "string", maxLength: 60, description: "Stage before", "x-privacy": "internal" },
          to: { type: "string", maxLength: 60, description: "Stage after", "x-privacy": "internal" },
          ref: { type: "string", maxLength: 500, description: "Case or other clue", "x-privacy": "internal" },
          by: { type: "string", maxLength: 200, description: "Who did it", "x-privacy": "internal" },
          step: { type: "integer", description: "Entry of its history", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of the text",
            "x-privacy": "internal",
          },
        },
        required: ["id", "change", "by", "step", "hash"],
      },
    },
    required: ["clue"],
  },
} as const;
