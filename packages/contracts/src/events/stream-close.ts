/** Says how long a stream is, so that a missing tail shows (LO-6). */
export const streamClose = {
  type: "stream.close",
  version: "1.0",
  name: {
    "zh-CN": "数据流关闭",
    en: "Stream closed",
  },
  when: "Emitted by the SDK when a writer ends, or by the process that took over the spool of a dead one",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["close.stream"],
  schema: {
    type: "object",
    properties: {
      close: {
        type: "object",
        properties: {
          stream: {
            type: "string",
            maxLength: 500,
            description: "The stream that ended",
            "x-privacy": "internal",
          },
          lastSequence: {
            type: "integer",
            minimum: 0,
            description: "Its last sequence number; in its own stream, that of this event",
            "x-privacy": "internal",
          },
          head: {
            type: "string",
            maxLength: 44,
            description: "SHA-256 (base64) of its last header; absent in its own stream",
            "x-privacy": "internal",
          },
          reason: {
            enum: ["shutdown", "adopted", "continued"],
            description:
              "Proper end; ended by a crash and sent by another process; or continued in another stream",
            "x-privacy": "internal",
          },
        },
        required: ["stream", "lastSequence", "reason"],
      },
    },
    required: ["close"],
  },
} as const;
