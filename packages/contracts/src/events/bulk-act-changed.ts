/** An act on many things at once is supervised as one, beside what became of each of them (LO-7). */
export const bulkActChanged = {
  type: "bulk.act.changed",
  version: "1.0",
  name: { "zh-CN": "批量操作变更", en: "Act on many changed" },
  when: "Logged by the server when a person asked for one act on many things, undid it, or it ended",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["bulk.id"],
  schema: {
    type: "object",
    properties: {
      bulk: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "The act", "x-privacy": "internal" },
          kind: { type: "string", maxLength: 60, description: "What it does", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "asked, undone, refused (nothing was changed), done",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who asked for it", "x-privacy": "internal" },
          total: { type: "integer", description: "How many were shown", "x-privacy": "internal" },
          changed: { type: "integer", description: "How many were changed", "x-privacy": "internal" },
          refused: { type: "integer", description: "How many refused", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of ids and versions as they were shown",
            "x-privacy": "internal",
          },
        },
        required: ["id", "kind", "change", "by", "total", "changed", "refused", "hash"],
      },
    },
    required: ["bulk"],
  },
} as const;
