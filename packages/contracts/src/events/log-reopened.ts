/** The first entry of a log under its new name, after newer data was lost for good (LO-5). */
export const logReopened = {
  type: "log.reopened",
  version: "1.0",
  name: {
    "zh-CN": "日志以新名称继续",
    en: "Log goes on under a new name",
  },
  when: "Logged by the server when a log that had lost entries was given a new name",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["reopened.origin"],
  schema: {
    type: "object",
    properties: {
      reopened: {
        type: "object",
        properties: {
          origin: { type: "string", maxLength: 300, description: "The new name", "x-privacy": "internal" },
          former: { type: "string", maxLength: 300, description: "The old name", "x-privacy": "internal" },
          size: {
            type: "integer",
            minimum: 0,
            description: "Entries that were there",
            "x-privacy": "internal",
          },
          found: {
            type: "string",
            maxLength: 2000,
            description: "What had been found wrong",
            "x-privacy": "internal",
          },
          reason: {
            type: "string",
            maxLength: 2000,
            description: "Why, as the operator said",
            "x-privacy": "internal",
          },
        },
        required: ["origin", "former", "size", "reason"],
      },
    },
    required: ["reopened"],
  },
} as const;
