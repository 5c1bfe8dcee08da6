/** A source that tells two histories. Raises LOG-EQV-001 (LO-1). */
export const streamEquivocation = {
  type: "stream.equivocation",
  version: "1.0",
  name: {
    "zh-CN": "数据流出现两个版本",
    en: "Two headers under one sequence number",
  },
  when: "Logged by the server when a source sends another header under a sequence number that it used before",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["equivocation.stream"],
  schema: {
    type: "object",
    properties: {
      equivocation: {
        type: "object",
        properties: {
          stream: { type: "string", maxLength: 500, description: "The stream", "x-privacy": "internal" },
          sequence: {
            type: "integer",
            minimum: 0,
            description: "The sequence number",
            "x-privacy": "internal",
          },
          storedHash: {
            type: "string",
            maxLength: 44,
            description: "SHA-256 (base64) of the header in the log",
            "x-privacy": "internal",
          },
          otherHash: {
            type: "string",
            maxLength: 44,
            description: "SHA-256 (base64) of the other header",
            "x-privacy": "internal",
          },
          otherHeader: {
            type: "string",
            maxLength: 2048,
            description: "The other header",
            "x-privacy": "internal",
          },
        },
        required: ["stream", "sequence", "storedHash", "otherHash"],
      },
    },
    required: ["equivocation"],
  },
} as const;
