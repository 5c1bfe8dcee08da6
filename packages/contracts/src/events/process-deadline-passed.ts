/** What the rule itself makes of it is its finding (FE-3). */
export const processDeadlinePassed = {
  type: "process.deadline.passed",
  version: "1.1",
  name: { "zh-CN": "期限已过", en: "Deadline passed" },
  when: "Logged by the server when what a rule awaits in a process did not come in time, came too late, or turned out to have come in time",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["deadline.startEventId"],
  schema: {
    type: "object",
    properties: {
      deadline: {
        type: "object",
        properties: {
          state: {
            type: "string",
            enum: ["absent", "late", "withdrawn"],
            description:
              "absent: it had not come; late: it came after the deadline; withdrawn: it had come in time and was reported later, what began it was corrected, or it was moved by a change of the calendar",
            "x-privacy": "internal",
          },
          rule: { type: "string", maxLength: 500, description: "Indicator", "x-privacy": "internal" },
          binding: { type: "string", maxLength: 500, description: "Its binding", "x-privacy": "internal" },
          startEventId: {
            type: "string",
            maxLength: 500,
            description: "Event that began it",
            "x-privacy": "internal",
          },
          startType: { type: "string", maxLength: 500, description: "Its type", "x-privacy": "internal" },
          fromAt: {
            type: "string",
            format: "instant",
            description: "From when it is counted",
            "x-privacy": "internal",
          },
          dueAt: { type: "string", format: "instant", description: "Last moment", "x-privacy": "internal" },
          workingDays: {
            type: "integer",
            minimum: 0,
            description: "Length in working days, where it is counted in them",
            "x-privacy": "internal",
          },
          calendar: {
            type: "string",
            maxLength: 60,
            description: "Calendar by which they are counted",
            "x-privacy": "internal",
          },
          calendarVersion: {
            type: "integer",
            minimum: 0,
            description: "Its version at that time",
            "x-privacy": "internal",
          },
          awaited: {
            type: "array",
            maxItems: 20,
            items: { type: "string", maxLength: 200 },
            description: "Event types that were awaited",
            "x-privacy": "internal",
          },
          doneEventId: {
            type: "string",
            maxLength: 500,
            description: "Event that came",
            "x-privacy": "internal",
          },
          doneAt: { type: "string", format: "instant", description: "Its time", "x-privacy": "internal" },
          part: {
            type: "string",
            maxLength: 10,
            description: "Which of several that one event began",
            "x-privacy": "internal",
          },
          moved: {
            type: "boolean",
            description: "A change of its calendar is why it is told",
            "x-privacy": "internal",
          },
          turn: {
            type: "integer",
            minimum: 1,
            description: "How often it was told of this deadline",
            "x-privacy": "internal",
          },
        },
        required: ["state", "rule", "binding", "startEventId", "dueAt"],
      },
    },
    required: ["deadline"],
  },
} as const;
