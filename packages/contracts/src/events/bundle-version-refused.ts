/** Raises RUL-BND-001 (RU-6). */
export const bundleVersionRefused = {
  type: "bundle.version.refused",
  version: "1.0",
  name: { "zh-CN": "规则包被拒绝", en: "Bundle refused" },
  when: "Emitted by the SDK when it was offered a bundle that does not verify; the last good one stays active",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["refused.code"],
  schema: {
    type: "object",
    properties: {
      refused: {
        type: "object",
        properties: {
          code: { type: "string", maxLength: 100, description: "Error code", "x-privacy": "internal" },
          detail: { type: "string", maxLength: 2000, description: "What was wrong", "x-privacy": "internal" },
          activeVersion: {
            type: "integer",
            minimum: 0,
            description: "Version that stays active; 0 when there is none",
            "x-privacy": "internal",
          },
          activeHash: {
            type: "string",
            maxLength: 64,
            description: "Its SHA-256 (hex)",
            "x-privacy": "internal",
          },
        },
        required: ["code"],
      },
    },
    required: ["refused"],
  },
} as const;
