/** A deadline of a case, and what follows when it passes (CA-2): reminders, hand-ups, acts of supervisors. */
export const caseEscalationChanged = {
  type: "case.escalation.changed",
  version: "1.0",
  name: { "zh-CN": "督办变更", en: "Escalation changed" },
  when: "Logged by the server for each reminder, each hand-up and each act of a supervisor",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["case.id"],
  schema: {
    type: "object",
    properties: {
      case: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 500, description: "Case", "x-privacy": "internal" },
          track: {
            type: "string",
            maxLength: 20,
            description: "business, integrity",
            "x-privacy": "internal",
          },
          action: { type: "string", maxLength: 60, description: "What was done", "x-privacy": "internal" },
          escalationLevel: {
            type: "integer",
            minimum: 0,
            maximum: 3,
            description: "0 none, 3 highest; not the risk level",
            "x-privacy": "internal",
          },
          situation: {
            type: "string",
            maxLength: 1,
            description: "A: a statutory stage is overdue; B: a warning is handled late",
            "x-privacy": "internal",
          },
          state: {
            type: "string",
            maxLength: 40,
            description: "State whose deadline it is",
            "x-privacy": "internal",
          },
          dueAt: {
            type: "string",
            maxLength: 40,
            description: "When it was or is due",
            "x-privacy": "internal",
          },
          body: {
            type: "string",
            maxLength: 200,
            description: "Unit that acts at this level",
            "x-privacy": "internal",
          },
          missing: {
            type: "array",
            maxItems: 10,
            items: { type: "string", maxLength: 300 },
            description: "Links of the chain that nobody named, and bodies in which nobody could be told",
            "x-privacy": "internal",
          },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who did it; `system` for the server itself",
            "x-privacy": "internal",
          },
          step: { type: "integer", description: "Entry of the timeline", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of the content",
            "x-privacy": "internal",
          },
        },
        required: ["id", "track", "action", "escalationLevel", "by"],
      },
    },
    required: ["case"],
  },
} as const;
