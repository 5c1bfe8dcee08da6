/** An approver holds that what a pre-check found is a false alarm (UI-2). */
export const precheckAppealRaised = {
  type: "precheck.appeal.raised",
  version: "1.0",
  name: { "zh-CN": "对校验结果提出申诉", en: "Appeal raised" },
  when: "Logged by the server when somebody appealed against a finding of a pre-check",
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
          reasonCode: { type: "string", maxLength: 40, description: "Why", "x-privacy": "internal" },
          personId: { type: "string", maxLength: 2000, description: "Who appeals", "x-privacy": "personal" },
          via: {
            type: "string",
            enum: ["api", "console"],
            description: "The business system, or the person in the console",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId", "rule", "reasonCode", "personId", "via"],
      },
    },
    required: ["appeal"],
  },
} as const;
