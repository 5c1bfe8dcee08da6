/** The header and every proof stay; payload, salt and what was derived from them are gone (SE-3, LO-2). */
export const payloadErased = {
  type: "payload.erased",
  version: "1.0",
  name: {
    "zh-CN": "内容依法删除",
    en: "Payload erased",
  },
  when: "Logged by the server when the payload of an entry was erased",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["erasure.eventId"],
  schema: {
    type: "object",
    properties: {
      erasure: {
        type: "object",
        properties: {
          position: {
            type: "integer",
            minimum: 0,
            description: "Position of the entry whose payload is gone",
            "x-privacy": "internal",
          },
          eventId: {
            type: "string",
            maxLength: 200,
            description: "Id of the event",
            "x-privacy": "internal",
          },
          basis: {
            type: "string",
            maxLength: 2000,
            description: "Legal basis or order",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who ordered it", "x-privacy": "internal" },
        },
        required: ["position", "basis", "by"],
      },
    },
    required: ["erasure"],
  },
} as const;
