/** Where a person is told is itself supervised (LO-7); the address is not in the log. */
export const noticeAddressChanged = {
  type: "notice.address.changed",
  version: "1.0",
  name: { "zh-CN": "通知地址变更", en: "Notification address changed" },
  when: "Logged by the server when the addresses were changed by which a person is told",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["address.person"],
  schema: {
    type: "object",
    properties: {
      address: {
        type: "object",
        properties: {
          person: { type: "string", maxLength: 200, description: "Whose addresses", "x-privacy": "internal" },
          kinds: {
            type: "array",
            maxItems: 20,
            items: { type: "string", maxLength: 40 },
            description: "Kinds of channels whose address was changed",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed them", "x-privacy": "internal" },
        },
        required: ["person", "kinds", "by"],
      },
    },
    required: ["address"],
  },
} as const;
