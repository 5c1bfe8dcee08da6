/** Teaching that somebody was sent after repeated alerts (catalogue L): whom it was about stays in the database. */
export const knowledgeArticlePushed = {
  type: "knowledge.article.pushed",
  version: "1.0",
  name: { "zh-CN": "学习材料推送", en: "Article sent" },
  when: "Logged by the server when a person sent an article to a person, or to whoever is responsible for a unit",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["push.id"],
  schema: {
    type: "object",
    properties: {
      push: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Push", "x-privacy": "internal" },
          article: { type: "string", maxLength: 500, description: "Article", "x-privacy": "internal" },
          version: { type: "integer", minimum: 1, description: "Its version", "x-privacy": "internal" },
          kind: {
            type: "string",
            maxLength: 40,
            description: "Whom it is about: person, unit",
            "x-privacy": "internal",
          },
          via: {
            type: "string",
            maxLength: 40,
            description: "`person` themselves, or those responsible for the `unit`",
            "x-privacy": "internal",
          },
          to: {
            type: "array",
            maxItems: 50,
            description: "Who was told",
            items: { type: "string", maxLength: 200, "x-privacy": "internal", "x-identifier": "person" },
          },
          by: { type: "string", maxLength: 200, description: "Who sent it", "x-privacy": "internal" },
        },
        required: ["id", "article", "version", "kind", "via", "to", "by"],
      },
    },
    required: ["push"],
  },
} as const;
