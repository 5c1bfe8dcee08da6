/** Acting in the place of somebody else is itself supervised (LO-7, CA-3). */
export const accountDelegationUsed = {
  type: "account.delegation.used",
  version: "1.0",
  name: { "zh-CN": "代行职权", en: "Acted in somebody's place" },
  when: "Logged by the server before a person does something that a delegation in force allows",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["delegation.by"],
  schema: {
    type: "object",
    properties: {
      delegation: {
        type: "object",
        properties: {
          by: {
            type: "string",
            maxLength: 200,
            description: "Who acts",
            "x-privacy": "internal",
            "x-identifier": "person",
          },
          for: {
            type: "array",
            maxItems: 500,
            items: { type: "string", maxLength: 200, "x-privacy": "internal", "x-identifier": "person" },
            description: "In whose place",
          },
          permission: {
            type: "string",
            maxLength: 60,
            description: "What it takes",
            "x-privacy": "internal",
          },
          act: {
            type: "string",
            maxLength: 100,
            description: "What is done: the operation of the API",
            "x-privacy": "internal",
          },
        },
        required: ["by", "for", "permission", "act"],
      },
    },
    required: ["delegation"],
  },
} as const;
