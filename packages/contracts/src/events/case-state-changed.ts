/** Every step of a case is supervised itself (LO-7, CA-1). Texts stay in the database; their hash is here. */
export const caseStateChanged = {
  type: "case.state.changed",
  version: "1.0",
  name: { "zh-CN": "问题状态变更", en: "Case moved" },
  when: "Logged by the server when a track of a case makes a step",
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
          transition: {
            type: "string",
            maxLength: 60,
            description: "Name of the step",
            "x-privacy": "internal",
          },
          from: { type: "string", maxLength: 40, description: "State before", "x-privacy": "internal" },
          to: { type: "string", maxLength: 40, description: "State after", "x-privacy": "internal" },
          version: { type: "integer", description: "Version of the track after it", "x-privacy": "internal" },
          level: { type: "integer", description: "Risk level, 1 highest", "x-privacy": "internal" },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who made it; `system` for the server itself",
            "x-privacy": "internal",
            "x-identifier": "person",
          },
          reasonCode: { type: "string", maxLength: 60, description: "Reason", "x-privacy": "internal" },
          unit: { type: "string", maxLength: 200, description: "Responsible unit", "x-privacy": "internal" },
          handler: { type: "string", maxLength: 200, description: "Handler", "x-privacy": "internal" },
          returns: {
            type: "integer",
            description: "How often the unit returned it; a second return goes one escalation level up",
            "x-privacy": "internal",
          },
          step: { type: "integer", description: "Entry of the timeline", "x-privacy": "internal" },
          hash: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of the entry's text and fields",
            "x-privacy": "internal",
          },
        },
        required: ["id", "track", "transition", "from", "to", "version", "by", "step", "hash"],
      },
    },
    required: ["case"],
  },
} as const;
