/** Another person agreed to an act, or refused it (PC-7). */
export const precheckApprovalDecided = {
  type: "precheck.approval.decided",
  version: "1.0",
  name: { "zh-CN": "第二审批已作出决定", en: "Second approval decided" },
  when: "Logged by the server when the second approver agreed or refused",
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
          decisionPoint: {
            type: "string",
            maxLength: 200,
            description: "Event type of the draft",
            "x-privacy": "internal",
          },
          draftHash: {
            type: "string",
            maxLength: 100,
            description: "Digest of the draft that is agreed to",
            "x-privacy": "internal",
          },
          outcome: {
            type: "string",
            enum: ["agreed", "refused"],
            description: "What was decided",
            "x-privacy": "internal",
          },
          approverId: {
            type: "string",
            maxLength: 2000,
            description: "Who decided",
            "x-privacy": "personal",
          },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
          via: {
            type: "string",
            maxLength: 20,
            description: "page (the link of that person) or api (the business system)",
            "x-privacy": "internal",
          },
          validUntil: {
            type: "string",
            format: "instant",
            description: "Until when an act that was agreed to may be done",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId", "outcome", "approverId", "via"],
      },
    },
    required: ["approval"],
  },
} as const;
