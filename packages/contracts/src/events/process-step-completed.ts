/** A step of any process ends; emitted beside the event of the matter where there is one. */
export const processStepCompleted = {
  type: "process.step.completed",
  version: "1.0",
  name: { "zh-CN": "流程步骤完成", en: "Process step completed" },
  when: "Any approval step of any process ends; emitted beside a domain event where there is one",
  phase: "during",
  decision: "Complete the step",
  record: null,
  subject: ["process.instanceId"],
  schema: {
    type: "object",
    properties: {
      step: {
        type: "object",
        properties: {
          code: {
            type: "string",
            maxLength: 200,
            description: "Step completed, equals process.step",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          previousCode: {
            type: "string",
            maxLength: 200,
            description: "Step completed before",
            "x-privacy": "internal",
          },
          startedAt: {
            type: "string",
            format: "instant",
            description: "Step became pending",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          completedAt: {
            type: "string",
            format: "instant",
            description: "Done",
            "x-privacy": "internal",
            "x-supervision": "required",
          },
          requiredCodes: {
            type: "array",
            maxItems: 200,
            items: { type: "string", maxLength: 200 },
            description: "Steps that the definition demands before this one",
            "x-privacy": "internal",
          },
          assigneeId: {
            type: "string",
            maxLength: 2000,
            description: "Person to whom it was routed",
            "x-privacy": "personal",
            "x-identifier": "person",
          },
          reopenedFrom: {
            type: "string",
            maxLength: 2000,
            description: "Earlier instance or decision that refused the same matter",
            "x-privacy": "internal",
          },
        },
        required: ["code"],
      },
    },
    required: ["step"],
  },
} as const;
