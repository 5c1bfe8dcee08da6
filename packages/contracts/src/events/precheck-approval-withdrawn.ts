/** Whoever asked needs no answer any more (PC-7). */
export const precheckApprovalWithdrawn = {
  type: "precheck.approval.withdrawn",
  version: "1.0",
  name: { "zh-CN": "第二审批已撤回", en: "Second approval withdrawn" },
  when: "Logged by the server when the source withdrew the request, or closed its pre-check without an answer",
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
          cause: {
            type: "string",
            maxLength: 40,
            description: "source, or how the pre-check was closed: committed, aborted, expired",
            "x-privacy": "internal",
          },
          reason: {
            type: "string",
            maxLength: 2000,
            description: "Why, where the source said so",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId", "cause"],
      },
    },
    required: ["approval"],
  },
} as const;
