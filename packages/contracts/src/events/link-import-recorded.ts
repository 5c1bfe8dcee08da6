/** Relations that came from a file are told of in the log, not held by it (FE-3). */
export const linkImportRecorded = {
  type: "link.import.recorded",
  version: "1.0",
  name: { "zh-CN": "关系数据导入", en: "Relations imported" },
  when: "Logged by the server when a file of relations was imported to its end",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["import.id"],
  schema: {
    type: "object",
    properties: {
      import: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 200, description: "Id of the import", "x-privacy": "internal" },
          name: { type: "string", maxLength: 500, description: "Name of the file", "x-privacy": "internal" },
          sha256: { type: "string", maxLength: 64, description: "Hash of the file", "x-privacy": "internal" },
          relations: { type: "integer", description: "Relations taken over", "x-privacy": "internal" },
          refused: { type: "integer", description: "Lines that were refused", "x-privacy": "internal" },
          by: { type: "string", maxLength: 200, description: "Who imported it", "x-privacy": "internal" },
        },
        required: ["id", "name", "sha256", "relations", "refused", "by"],
      },
    },
    required: ["import"],
  },
} as const;
