/** Logged by the server when an item of one of the six lists was written, changed, asked to be signed off, signed off, sent back, looked back at or withdrawn, or its proof was added or read (LO-7). Words stay in the database; a hash of them is in the log. */
export const rectificationItemChanged = {
  type: "rectification.item.changed",
  version: "1.0",
  name: { "zh-CN": "清单事项变更", en: "List item changed" },
  when: "Logged by the server when an item of one of the six lists was written, changed, asked to be signed off, signed off, sent back, looked back at or withdrawn, or its proof was added or read",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["item.id"],
  schema: {
    type: "object",
    properties: {
      item: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Item", "x-privacy": "internal" },
          kind: {
            type: "string",
            maxLength: 500,
            description: "Which of the six lists",
            "x-privacy": "internal",
          },
          change: { type: "string", maxLength: 500, description: "What was done", "x-privacy": "internal" },
          case: {
            type: "string",
            maxLength: 500,
            description: "Case that brought it",
            "x-privacy": "internal",
          },
          version: { type: "integer", description: "Version of the item", "x-privacy": "internal" },
          by: {
            type: "string",
            maxLength: 500,
            description: "Who did it; `system` for the server itself",
            "x-privacy": "internal",
          },
          hash: {
            type: "string",
            maxLength: 500,
            description: "SHA-256 of the words or the file",
            "x-privacy": "internal",
          },
        },
        required: ["id", "kind", "change", "by", "hash"],
      },
    },
    required: ["item"],
  },
} as const;
