/** An exception (snooze) with reason, end and second person (RU-4). */
export const ruleExceptionGranted = {
  type: "rule.exception.granted",
  version: "1.0",
  name: { "zh-CN": "准予例外", en: "Exception granted" },
  when: "Logged by the server when two persons took a subject out of a rule for a time",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["exception.rule"],
  schema: {
    type: "object",
    properties: {
      exception: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 100, description: "Exception", "x-privacy": "internal" },
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          scopeKind: {
            type: "string",
            maxLength: 20,
            description: "process, person or unit",
            "x-privacy": "internal",
          },
          scopeId: { type: "string", maxLength: 500, description: "Whom it is for", "x-privacy": "internal" },
          reason: { type: "string", maxLength: 2000, description: "Why", "x-privacy": "internal" },
          validFrom: { type: "string", format: "instant", description: "Start", "x-privacy": "internal" },
          validTo: {
            type: "string",
            format: "instant",
            description: "End, at most 180 days later",
            "x-privacy": "internal",
          },
          requestedBy: { type: "string", maxLength: 200, description: "Who asked", "x-privacy": "internal" },
          approvedBy: { type: "string", maxLength: 200, description: "Who agreed", "x-privacy": "internal" },
        },
        required: ["id", "rule", "reason", "requestedBy", "approvedBy"],
      },
    },
    required: ["exception"],
  },
} as const;
