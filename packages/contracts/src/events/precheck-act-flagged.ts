/** Raises PRE-BYP-001, PRE-ANS-001, PRE-EXP-001, PRE-CHG-001 (PC-4) or PRE-DEG-001 (PC-2). */
export const precheckActFlagged = {
  type: "precheck.act.flagged",
  version: "1.1",
  name: { "zh-CN": "办理与前置校验不符", en: "Act does not follow its pre-check" },
  when: "Logged by the server when an act at a decision point with enforced rules had no pre-check, or did not follow the one that it had",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["flag.actEventId"],
  schema: {
    type: "object",
    properties: {
      flag: {
        type: "object",
        properties: {
          reason: {
            type: "string",
            enum: ["unchecked", "answer", "late", "changed", "degraded"],
            description:
              "unchecked: no pre-check is known; answer: it claims another answer than was given; late: done after the pre-check had expired; changed: its content is not what was checked; degraded: rules that could not be checked then ask for more than was asked",
            "x-privacy": "internal",
          },
          actEventId: { type: "string", maxLength: 500, description: "The act", "x-privacy": "internal" },
          actType: { type: "string", maxLength: 200, description: "Its type", "x-privacy": "internal" },
          actAt: {
            type: "string",
            format: "instant",
            description: "When it was done",
            "x-privacy": "internal",
          },
          precheckId: {
            type: "string",
            maxLength: 200,
            description: "The pre-check that it named, or that named it",
            "x-privacy": "internal",
          },
          outcome: {
            type: "string",
            maxLength: 40,
            description: "What that answered",
            "x-privacy": "internal",
          },
          claimedOutcome: {
            type: "string",
            maxLength: 40,
            description: "What was claimed later",
            "x-privacy": "internal",
          },
          judgedOutcome: {
            type: "string",
            maxLength: 40,
            description: "What the rules that could not be checked ask for, judged when the act was done",
            "x-privacy": "internal",
          },
          indicators: {
            type: "array",
            maxItems: 100,
            description: "Those rules",
            items: { type: "string", maxLength: 100 },
            "x-privacy": "internal",
          },
          openedAt: {
            type: "string",
            format: "instant",
            description: "Answer given",
            "x-privacy": "internal",
          },
          expiresAt: {
            type: "string",
            format: "instant",
            description: "End of the hold",
            "x-privacy": "internal",
          },
          draftHash: {
            type: "string",
            maxLength: 100,
            description: "Digest of what was checked",
            "x-privacy": "internal",
          },
          actHash: {
            type: "string",
            maxLength: 64,
            description: "Digest of what was done",
            "x-privacy": "internal",
          },
          graceSeconds: {
            type: "integer",
            minimum: 0,
            description: "How long the server waited for the pre-check to be reported",
            "x-privacy": "internal",
          },
        },
        required: ["reason"],
      },
    },
    required: ["flag"],
  },
} as const;
