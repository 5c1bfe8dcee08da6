/** A reviewer answered an appeal; an upheld one counts against its rule (AL-2). */
export const precheckAppealAnswered = {
  type: "precheck.appeal.answered",
  version: "1.0",
  name: { "zh-CN": "申诉已答复", en: "Appeal answered" },
  when: "Logged by the server when a reviewer answered an appeal",
  phase: "during",
  decision: null,
  record: null,
  system: true,
  subject: ["appeal.precheckId"],
  schema: {
    type: "object",
    properties: {
      appeal: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Appeal", "x-privacy": "internal" },
          precheckId: { type: "string", maxLength: 200, description: "Pre-check", "x-privacy": "internal" },
          rule: {
            type: "string",
            maxLength: 100,
            description: "Rule that found it",
            "x-privacy": "internal",
          },
          ruleVersion: {
            type: "string",
            maxLength: 40,
            description: "Its version, where that is known",
            "x-privacy": "internal",
          },
          outcome: {
            type: "string",
            enum: ["upheld", "rejected"],
            description: "upheld: it was a false alarm",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who answered", "x-privacy": "internal" },
        },
        required: ["id", "precheckId", "rule", "outcome", "by"],
      },
    },
    required: ["appeal"],
  },
} as const;
