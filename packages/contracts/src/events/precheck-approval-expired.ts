/** Nobody answered in time (PC-7). */
export const precheckApprovalExpired = {
  type: "precheck.approval.expired",
  version: "1.0",
  name: { "zh-CN": "第二审批逾期", en: "Second approval expired" },
  when: "Logged by the server when nobody had answered at the deadline",
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
          deadline: {
            type: "string",
            format: "instant",
            description: "Until when somebody should have answered",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId"],
      },
    },
    required: ["approval"],
  },
} as const;
