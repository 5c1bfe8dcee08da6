/** Programs act in their own name, too (LO-7, SE-1). */
export const accountServiceChanged = {
  type: "account.service.changed",
  version: "1.0",
  name: { "zh-CN": "服务令牌变更", en: "Service token changed" },
  when: "Logged by the server when a service token was made or revoked",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["service.id"],
  schema: {
    type: "object",
    properties: {
      service: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Name of the token", "x-privacy": "internal" },
          change: { type: "string", maxLength: 40, description: "added, revoked", "x-privacy": "internal" },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
          expiresAt: {
            type: "string",
            format: "instant",
            description: "When it ends",
            "x-privacy": "internal",
          },
        },
        required: ["id", "change", "by"],
      },
    },
    required: ["service"],
  },
} as const;
