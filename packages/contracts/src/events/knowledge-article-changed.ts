/** Articles of the library are kept by versions, each of which is logged with the digest of its text (LO-7). */
export const knowledgeArticleChanged = {
  type: "knowledge.article.changed",
  version: "1.0",
  name: { "zh-CN": "知识文章变更", en: "Article changed" },
  when: "Logged by the server when an article of the library was written, changed, retired or put back",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["article.id"],
  schema: {
    type: "object",
    properties: {
      article: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Article", "x-privacy": "internal" },
          version: { type: "integer", minimum: 1, description: "Its version now", "x-privacy": "internal" },
          act: {
            type: "string",
            maxLength: 40,
            description: "write, retire, restore",
            "x-privacy": "internal",
          },
          digest: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 (hex) of the canonical JSON of what was written",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who", "x-privacy": "internal" },
        },
        required: ["id", "version", "act", "digest", "by"],
      },
    },
    required: ["article"],
  },
} as const;
