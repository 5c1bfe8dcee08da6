/** Raises RUL-BRK-001 (PC-8). */
export const ruleBreakerOpened = {
  type: "rule.breaker.opened",
  version: "1.0",
  name: { "zh-CN": "熔断：阻断超出预算", en: "Blocking beyond its budget" },
  when: "Emitted by the SDK or logged by the server when a blocking rule used up its budget and asks for reasons instead",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["breaker.binding"],
  schema: {
    type: "object",
    properties: {
      breaker: {
        type: "object",
        properties: {
          rule: { type: "string", maxLength: 100, description: "Rule", "x-privacy": "internal" },
          version: { type: "string", maxLength: 40, description: "Its version", "x-privacy": "internal" },
          binding: {
            type: "string",
            maxLength: 100,
            description: "Binding that was weakened",
            "x-privacy": "internal",
          },
          decisionPoint: {
            type: "string",
            maxLength: 200,
            description: "Event type of the drafts",
            "x-privacy": "internal",
          },
          day: {
            type: "string",
            maxLength: 10,
            description: "Day on which it was counted",
            "x-privacy": "internal",
          },
          blocked: {
            type: "integer",
            minimum: 0,
            description: "Processes blocked that day",
            "x-privacy": "internal",
          },
          checked: {
            type: "integer",
            minimum: 0,
            description: "Processes checked that day",
            "x-privacy": "internal",
          },
          share: {
            type: "number",
            minimum: 0,
            description: "Share that may be blocked",
            "x-privacy": "internal",
          },
          atLeast: {
            type: "integer",
            minimum: 0,
            description: "Number that may always be blocked",
            "x-privacy": "internal",
          },
          scope: {
            type: "string",
            maxLength: 20,
            description: "Who counted: process (one SDK client) or source (the server, over all of them)",
            "x-privacy": "internal",
          },
        },
        required: ["rule", "binding", "decisionPoint", "blocked", "checked", "scope"],
      },
    },
    required: ["breaker"],
  },
} as const;
