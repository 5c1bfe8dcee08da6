/** Who may act is itself supervised (LO-7). */
export const accountPersonChanged = {
  type: "account.person.changed",
  version: "1.0",
  name: { "zh-CN": "人员账号变更", en: "Account changed" },
  when: "Logged by the server when a person or a token was added or revoked",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["account.person"],
  schema: {
    type: "object",
    properties: {
      account: {
        type: "object",
        properties: {
          person: { type: "string", maxLength: 200, description: "Whose account", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "added, token, token_revoked, revoked, restored, password_reset, password",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
        },
        required: ["person", "change", "by"],
      },
    },
    required: ["account"],
  },
} as const;
