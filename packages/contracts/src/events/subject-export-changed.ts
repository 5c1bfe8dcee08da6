/** What is given to a person about themselves takes two people, and each step is logged (SE-3). */
export const subjectExportChanged = {
  type: "subject.export.changed",
  version: "1.0",
  name: { "zh-CN": "本人信息导出", en: "Export for the data subject" },
  when: "Logged by the server when an export of what is kept about a person was asked for, agreed to or taken",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["export.id"],
  schema: {
    type: "object",
    properties: {
      export: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "The export", "x-privacy": "internal" },
          person: { type: "string", maxLength: 500, description: "About whom", "x-privacy": "personal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "asked, agreed, taken",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "By whom", "x-privacy": "internal" },
        },
        required: ["id", "person", "change", "by"],
      },
    },
    required: ["export"],
  },
} as const;
