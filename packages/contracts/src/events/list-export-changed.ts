/** Files made of lists leave the console: who asked for what and took it is logged (UI-1, LO-7). */
export const listExportChanged = {
  type: "list.export.changed",
  version: "1.0",
  name: { "zh-CN": "清单导出", en: "Export of a list" },
  when: "Logged by the server when somebody asked for a file of a list, when it was made, cancelled or taken",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["export.number"],
  schema: {
    type: "object",
    properties: {
      export: {
        type: "object",
        properties: {
          number: {
            type: "string",
            maxLength: 100,
            description: "Number of the file, as its first sheet has it",
            "x-privacy": "internal",
          },
          kind: {
            type: "string",
            maxLength: 40,
            description: "alerts, cases, items, prechecks, risks, report",
            "x-privacy": "internal",
          },
          change: {
            type: "string",
            maxLength: 40,
            description: "asked, made, cancelled, taken",
            "x-privacy": "internal",
          },
          by: {
            type: "string",
            maxLength: 200,
            description: "By whom",
            "x-privacy": "internal",
          },
          filter: {
            type: "string",
            maxLength: 2000,
            description: "What the list was filtered by, as JSON",
            "x-privacy": "internal",
          },
          purpose: {
            type: "string",
            maxLength: 600,
            description: "What it is for",
            "x-privacy": "internal",
          },
          rows: {
            type: "integer",
            minimum: 0,
            description: "How many rows it has",
            "x-privacy": "internal",
          },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of its rows, as its first sheet has it",
            "x-privacy": "internal",
          },
          file: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of the file",
            "x-privacy": "internal",
          },
        },
        required: ["number", "kind", "change", "by"],
      },
    },
    required: ["export"],
  },
} as const;
