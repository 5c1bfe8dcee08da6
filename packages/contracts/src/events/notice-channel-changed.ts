/** By which ways people are told is itself supervised (LO-7). */
export const noticeChannelChanged = {
  type: "notice.channel.changed",
  version: "1.0",
  name: { "zh-CN": "通知渠道变更", en: "Notification channel changed" },
  when: "Logged by the server when a channel of notices was added, tested, rotated, disabled or enabled, or its deliveries replayed",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["channel.id"],
  schema: {
    type: "object",
    properties: {
      channel: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Which channel", "x-privacy": "internal" },
          kind: { type: "string", maxLength: 40, description: "Kind of channel", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "added, tested, rotated, disabled, enabled, replayed",
            "x-privacy": "internal",
          },
          count: {
            type: "integer",
            minimum: 0,
            description: "Deliveries that were replayed",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
        },
        required: ["id", "kind", "change", "by"],
      },
    },
    required: ["channel"],
  },
} as const;
