/** Emitted by the SDK at a fixed interval. Silence beyond it raises LOG-SIL-001 (LO-6). */
export const sourceHeartbeatSent = {
  type: "source.heartbeat.sent",
  version: "1.0",
  name: {
    "zh-CN": "数据源心跳",
    en: "Heartbeat of a source",
  },
  when: "Emitted by the SDK at a fixed interval while a writer lives",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["heartbeat.stream"],
  schema: {
    type: "object",
    properties: {
      heartbeat: {
        type: "object",
        properties: {
          stream: {
            type: "string",
            maxLength: 500,
            description: "The stream that is alive",
            "x-privacy": "internal",
          },
          lastSequence: {
            type: "integer",
            minimum: 0,
            description: "Highest sequence number issued before this event",
            "x-privacy": "internal",
          },
          intervalSeconds: {
            type: "integer",
            minimum: 0,
            description: "Longest time until the next sign of life",
            "x-privacy": "internal",
          },
          spoolDepth: {
            type: "integer",
            minimum: 0,
            description: "Events waiting to be sent",
            "x-privacy": "internal",
          },
          dropped: {
            type: "integer",
            minimum: 0,
            description: "Events that this process lost, each named in a stream.gap as well",
            "x-privacy": "internal",
          },
          bundleHash: {
            type: "string",
            maxLength: 64,
            description: "Rule bundle in use; empty when there is none",
            "x-privacy": "internal",
          },
        },
        required: ["stream", "lastSequence", "intervalSeconds"],
      },
    },
    required: ["heartbeat"],
  },
} as const;
