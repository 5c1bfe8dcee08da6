/** Key changes are logged (RU-6, LO-7). */
export const signingKeyChanged = {
  type: "signing.key.changed",
  version: "1.0",
  name: { "zh-CN": "签名密钥变更", en: "Signing key changed" },
  when: "Logged by the server when a key that signs bundles was added, put in use or revoked",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["key.keyid"],
  schema: {
    type: "object",
    properties: {
      key: {
        type: "object",
        properties: {
          keyid: { type: "string", maxLength: 300, description: "Key", "x-privacy": "internal" },
          vkey: { type: "string", maxLength: 500, description: "Verifier key", "x-privacy": "internal" },
          change: {
            type: "string",
            maxLength: 40,
            description: "added, active, retired, revoked",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
        },
        required: ["keyid", "change", "by"],
      },
    },
    required: ["key"],
  },
} as const;
