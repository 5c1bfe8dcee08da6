/** The risk register is kept by versions, each of which is logged (catalogue 13, LO-7). */
export const riskPointChanged = {
  type: "risk.point.changed",
  version: "1.0",
  name: { "zh-CN": "风险点变更", en: "Risk point changed" },
  when: "Logged by the server when a point of the risk register was made, changed, reviewed or decided about",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["risk.id"],
  schema: {
    type: "object",
    properties: {
      risk: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Risk point", "x-privacy": "internal" },
          version: { type: "integer", minimum: 1, description: "Its version now", "x-privacy": "internal" },
          act: {
            type: "string",
            maxLength: 40,
            description: "change, review, proposal, acceptance, refusal, retirement",
            "x-privacy": "internal",
          },
          state: {
            type: "string",
            maxLength: 40,
            description: "proposed, open, retired",
            "x-privacy": "internal",
          },
          level: {
            type: "string",
            maxLength: 40,
            description: "unit, office, post",
            "x-privacy": "internal",
          },
          unit: { type: "string", maxLength: 200, description: "Unit", "x-privacy": "internal" },
          grade: { type: "integer", description: "1 to 3, 1 the highest", "x-privacy": "internal" },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who; `system` for the server",
            "x-privacy": "internal",
          },
        },
        required: ["id", "version", "act", "state", "level", "unit", "grade", "by"],
      },
    },
    required: ["risk"],
  },
} as const;
