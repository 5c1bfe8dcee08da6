/** A hole that its source declares. Raises LOG-GAP-001 (DE-5, LO-6). */
export const streamGap = {
  type: "stream.gap",
  version: "1.0",
  name: {
    "zh-CN": "数据流缺口",
    en: "Events lost before they reached the log",
  },
  when: "Emitted by the SDK when events were lost or had to be written again in another stream",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["gap.stream"],
  schema: {
    type: "object",
    properties: {
      gap: {
        type: "object",
        properties: {
          stream: {
            type: "string",
            maxLength: 500,
            description: "The stream that has the hole; the rest of it follows in the stream of this event",
            "x-privacy": "internal",
          },
          fromSequence: {
            type: "integer",
            minimum: 0,
            description: "First sequence number of the hole",
            "x-privacy": "internal",
          },
          toSequence: {
            type: "integer",
            minimum: 0,
            description: "Last sequence number of the hole, where it is known",
            "x-privacy": "internal",
          },
          count: {
            type: "integer",
            minimum: 0,
            description: "Events that are lost for certain; 0 when they all follow under the same ids",
            "x-privacy": "internal",
          },
          reason: {
            enum: ["damaged", "refused", "gap", "equivocation", "full", "memory"],
            description:
              "Unreadable spool bytes; refused by the server or something before it; the server expected another sequence number; another header under the same number; the spool was at its limit; no disk and no memory left",
            "x-privacy": "internal",
          },
          firstAt: {
            type: "string",
            format: "instant",
            description: "When the first was lost",
            "x-privacy": "internal",
          },
          lastAt: {
            type: "string",
            format: "instant",
            description: "When the last was lost",
            "x-privacy": "internal",
          },
          detail: {
            type: "string",
            maxLength: 2000,
            description: "What is known beyond that",
            "x-privacy": "internal",
          },
        },
        required: ["count", "reason"],
      },
    },
    required: ["gap"],
  },
} as const;
