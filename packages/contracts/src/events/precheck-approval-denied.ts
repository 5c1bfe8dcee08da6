/** Somebody tried to decide who may not (PC-7). */
export const precheckApprovalDenied = {
  type: "precheck.approval.denied",
  version: "1.0",
  name: { "zh-CN": "第二审批人不合格", en: "Second approver turned away" },
  when: "Logged by the server, once for each person and reason, when somebody who may not decide tried to",
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
          personId: {
            type: "string",
            maxLength: 2000,
            description: "Who tried",
            "x-privacy": "personal",
          },
          reason: {
            type: "string",
            maxLength: 40,
            description: "requester, editor, subordinate, relation, unknown_role, not_asked",
            "x-privacy": "sensitive",
            "x-identifier": "clear",
          },
          via: { type: "string", maxLength: 20, description: "page or api", "x-privacy": "internal" },
        },
        required: ["id", "precheckId", "personId", "reason", "via"],
      },
    },
    required: ["approval"],
  },
} as const;
