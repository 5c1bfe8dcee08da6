/** Compared with the events of that day in the log; a difference raises LOG-TAL-001 (LO-6). */
export const sourceTally = {
  type: "source.tally",
  version: "1.0",
  name: {
    "zh-CN": "日终对账",
    en: "Daily count of acts",
  },
  when: "Emitted once a day by the business system with the counts of its own tables",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["tally.countDate"],
  schema: {
    type: "object",
    properties: {
      tally: {
        type: "object",
        properties: {
          countDate: {
            type: "string",
            format: "date",
            maxLength: 10,
            description: "Day that was counted, in the time zone of the server",
            "x-privacy": "internal",
          },
          counts: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                type: { type: "string", maxLength: 200, description: "Event type", "x-privacy": "internal" },
                businessCount: {
                  type: "integer",
                  minimum: 0,
                  description: "Acts in the tables of the business system",
                  "x-privacy": "internal",
                },
              },
              required: ["type", "businessCount"],
            },
          },
        },
        required: ["countDate", "counts"],
      },
    },
    required: ["tally"],
  },
} as const;
