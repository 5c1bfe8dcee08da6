/** Another person is asked to agree to an act (PC-7). */
export const precheckApprovalRequested = {
  type: "precheck.approval.requested",
  version: "1.0",
  name: { "zh-CN": "请求第二审批", en: "Second approval requested" },
  when: "Logged by the server when a source asked for a second approver",
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
          requesterId: {
            type: "string",
            maxLength: 2000,
            description: "Who asked",
            "x-privacy": "personal",
          },
          unitId: { type: "string", maxLength: 200, description: "Unit of the act", "x-privacy": "internal" },
          role: {
            type: "string",
            maxLength: 200,
            description: "Role that must agree, where one was asked for",
            "x-privacy": "internal",
          },
          eligible: {
            type: "array",
            maxItems: 50,
            items: {
              type: "string",
              maxLength: 2000,
              "x-privacy": "personal",
            },
            description: "Who may agree",
          },
          excluded: {
            type: "array",
            maxItems: 50,
            items: {
              type: "object",
              properties: {
                personId: {
                  type: "string",
                  maxLength: 2000,
                  description: "Who may not",
                  "x-privacy": "personal",
                },
                reason: {
                  type: "string",
                  maxLength: 40,
                  description: "requester, editor, subordinate, relation, unknown_role",
                  "x-privacy": "sensitive",
                  "x-identifier": "clear",
                },
              },
              required: ["personId", "reason"],
            },
          },
          deadline: {
            type: "string",
            format: "instant",
            description: "Until when somebody must have answered",
            "x-privacy": "internal",
          },
          holdUntil: {
            type: "string",
            format: "instant",
            description: "The pre-check stays a hold until then",
            "x-privacy": "internal",
          },
        },
        required: ["id", "precheckId", "requesterId", "deadline", "holdUntil"],
      },
    },
    required: ["approval"],
  },
} as const;
