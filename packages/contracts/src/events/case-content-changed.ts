/** What happens to a case beside its steps (LO-7): opened, alerts moved, evidence, comments. Content stays in the database. */
export const caseContentChanged = {
  type: "case.content.changed",
  version: "1.0",
  name: { "zh-CN": "问题内容变更", en: "Case changed" },
  when: "Logged by the server when a person opened a case, moved alerts, added or withdrew evidence, or wrote something",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["case.id"],
  schema: {
    type: "object",
    properties: {
      case: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Case", "x-privacy": "internal" },
          change: { type: "string", maxLength: 60, description: "What was done", "x-privacy": "internal" },
          track: {
            type: "string",
            maxLength: 20,
            description: "business, integrity",
            "x-privacy": "internal",
          },
          ref: {
            type: "string",
            maxLength: 500,
            description: "Alert, evidence, opinion or other case that it is about",
            "x-privacy": "internal",
          },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who did it; `system` for the server itself",
            "x-privacy": "internal",
          },
          step: { type: "integer", description: "Entry of the timeline", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of the content",
            "x-privacy": "internal",
          },
        },
        required: ["id", "change", "by"],
      },
    },
    required: ["case"],
  },
} as const;
