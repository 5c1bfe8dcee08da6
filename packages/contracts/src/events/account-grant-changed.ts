/** Who may act, and where, is itself supervised (LO-7, SE-2). */
export const accountGrantChanged = {
  type: "account.grant.changed",
  version: "1.0",
  name: { "zh-CN": "角色授予变更", en: "Role given or taken" },
  when: "Logged by the server when a role was given to a person, a service token or a group, or taken away",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["grant.holder"],
  schema: {
    type: "object",
    properties: {
      grant: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Id of the grant", "x-privacy": "internal" },
          holder: {
            type: "string",
            maxLength: 200,
            description: "Person, service token or group",
            "x-privacy": "internal",
          },
          holderKind: {
            type: "string",
            maxLength: 40,
            description: "person, service, group",
            "x-privacy": "internal",
          },
          role: { type: "string", maxLength: 40, description: "The role", "x-privacy": "internal" },
          unit: {
            type: "string",
            maxLength: 200,
            description: "The unit that it reaches, with all under it; absent: everywhere",
            "x-privacy": "internal",
          },
          from: { type: "string", format: "instant", description: "First moment", "x-privacy": "internal" },
          until: { type: "string", format: "instant", description: "Last moment", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "given, taken",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
          agreedBy: {
            type: "string",
            maxLength: 200,
            description: "The second person, where one was needed",
            "x-privacy": "internal",
          },
        },
        required: ["id", "holder", "holderKind", "role", "change", "by"],
      },
    },
    required: ["grant"],
  },
} as const;
