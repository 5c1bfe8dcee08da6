/** A second approval is still waiting (PC-7). */
export const precheckApprovalReminded = {
  type: "precheck.approval.reminded",
  version: "1.0",
  name: { "zh-CN": "第二审批催办", en: "Second approval reminded" },
  when: "Logged by the server when half and when four fifths of the time have passed without an answer",
  phase: "during",
  decision: null,
  record: null,
  system: true,
  subject: ["approval.precheckId"],
  schema: {
    type: "object",
    properties: {
      approval: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Approval", "x-privacy": "internal" },
          precheckId: {
            type: "string",
            maxLength: 200,
            description: "Pre-check whose answer asked for the second approver",
            "x-privacy": "internal",
          },
          number: { type: "integer", description: "Which reminder it is, from 1", "x-privacy": "internal" },
          deadline: {
            type: "string",
            format: "instant",
            description: "Until when somebody must have answered",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId", "number"],
      },
    },
    required: ["approval"],
  },
} as const;
