/** Who belongs where decides who sees and does what: changes of the organisation are supervised, too (LO-7). */
export const directoryEntryChanged = {
  type: "directory.entry.changed",
  version: "1.0",
  name: { "zh-CN": "组织机构变更", en: "Organisation changed" },
  when: "Logged by the server when a unit, post, holder, delegation, relation, person or group was changed",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["entry.id"],
  schema: {
    type: "object",
    properties: {
      entry: {
        type: "object",
        properties: {
          kind: {
            type: "string",
            maxLength: 40,
            description: "unit, chain, post, person, holder, delegation, relation, group",
            "x-privacy": "internal",
          },
          id: { type: "string", maxLength: 500, description: "Its id", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "added, changed, removed",
            "x-privacy": "internal",
          },
          fields: {
            type: "array",
            maxItems: 20,
            items: { type: "string", maxLength: 40 },
            description: "What changed of it",
            "x-privacy": "internal",
          },
          validFrom: { type: "string", format: "instant", description: "From", "x-privacy": "internal" },
          validTo: { type: "string", format: "instant", description: "Until", "x-privacy": "internal" },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
          fileSha256: {
            type: "string",
            maxLength: 64,
            description: "Hash of the imported file",
            "x-privacy": "internal",
          },
        },
        required: ["kind", "id", "change", "by"],
      },
    },
    required: ["entry"],
  },
} as const;
