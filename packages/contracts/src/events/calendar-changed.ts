/** Which days count decides when things are overdue, so whoever changes it is on record (LO-7). */
export const calendarChanged = {
  type: "calendar.changed",
  version: "1.0",
  name: { "zh-CN": "工作日历变更", en: "Calendar of working days changed" },
  when: "Logged by the server when a calendar, its days or the years whose days are announced were changed",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["calendar.id"],
  schema: {
    type: "object",
    properties: {
      calendar: {
        type: "object",
        properties: {
          id: { type: "string", maxLength: 60, description: "Which calendar", "x-privacy": "internal" },
          change: {
            type: "string",
            enum: ["added", "definition", "days", "library"],
            description:
              "added: a new one; definition: its week, hours, time zone or parent; days: days or announced years; library: what the product brings",
            "x-privacy": "internal",
          },
          version: {
            type: "integer",
            minimum: 1,
            description: "Its version from then on",
            "x-privacy": "internal",
          },
          days: {
            type: "array",
            maxItems: 1000,
            items: {
              type: "object",
              properties: {
                date: { type: "string", maxLength: 10, "x-privacy": "internal" },
                kind: { type: "string", maxLength: 20, "x-privacy": "internal" },
                before: { type: "string", maxLength: 20, "x-privacy": "internal" },
              },
              required: ["date", "kind", "before"],
            },
            description: "Days that are otherwise now: holiday, workday, regular or inherited",
            "x-privacy": "internal",
          },
          years: {
            type: "array",
            maxItems: 200,
            items: { type: "integer" },
            description: "Years of which it is now said, or no longer, that their days are announced",
            "x-privacy": "internal",
          },
          source: {
            type: "string",
            maxLength: 500,
            description: "Notice or decision that it follows",
            "x-privacy": "internal",
          },
          by: { type: "string", maxLength: 200, description: "Who changed it", "x-privacy": "internal" },
        },
        required: ["id", "change", "version", "by"],
      },
    },
    required: ["calendar"],
  },
} as const;
