/** Reading what is sensitive is itself supervised (LO-7, SE-2). */
export const accountReadRecorded = {
  type: "account.read.recorded",
  version: "1.0",
  name: { "zh-CN": "敏感信息查看记录", en: "Sensitive reading recorded" },
  when: "Logged by the server when a person or a program read something sensitive; again after ten minutes",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["read.by"],
  schema: {
    type: "object",
    properties: {
      read: {
        type: "object",
        properties: {
          by: {
            type: "string",
            maxLength: 200,
            description: "Who read it",
            "x-privacy": "internal",
            "x-identifier": "person",
          },
          kind: {
            type: "string",
            maxLength: 40,
            description: "event, alert, entity, precheck, approval ...",
            "x-privacy": "internal",
          },
          object: { type: "string", maxLength: 600, description: "Its id", "x-privacy": "personal" },
          close: {
            type: "string",
            maxLength: 40,
            description:
              "The reader is close to somebody whom it is about: subject, superior, subordinate, relation",
            "x-privacy": "personal",
          },
          purpose: { type: "string", maxLength: 500, description: "What for", "x-privacy": "personal" },
        },
        required: ["by", "kind", "object"],
      },
    },
    required: ["read"],
  },
} as const;
