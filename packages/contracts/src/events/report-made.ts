/** A printed report is checked by its number and hash (UI-1, LO-7). */
export const reportMade = {
  type: "report.made",
  version: "1.0",
  name: { "zh-CN": "报告生成", en: "Report made" },
  when: "Logged by the server when a report was kept",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["report.number"],
  schema: {
    type: "object",
    properties: {
      report: {
        type: "object",
        properties: {
          number: {
            type: "string",
            maxLength: 100,
            description: "Its number",
            "x-privacy": "internal",
          },
          kind: {
            type: "string",
            maxLength: 40,
            description: "period, special",
            "x-privacy": "internal",
          },
          unit: {
            type: "string",
            maxLength: 200,
            description: "Of which unit",
            "x-privacy": "internal",
          },
          from: {
            type: "string",
            maxLength: 40,
            description: "Beginning of its period",
            "x-privacy": "internal",
          },
          to: {
            type: "string",
            maxLength: 40,
            description: "End of its period",
            "x-privacy": "internal",
          },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of its content",
            "x-privacy": "internal",
          },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who made it, or set up the series that did",
            "x-privacy": "internal",
          },
        },
        required: ["number", "kind", "from", "to", "hash", "by"],
      },
    },
    required: ["report"],
  },
} as const;
