/** From its place in the log on, events are scored with these probabilities (AL-2): a replay gives the same scores. */
export const scoreCalibrationMade = {
  type: "score.calibration.made",
  version: "1.0",
  name: { "zh-CN": "评分校准", en: "Scores calibrated" },
  when: "Logged by the server when labels of alerts moved the probabilities by which events are scored",
  phase: "after",
  decision: null,
  record: null,
  system: true,
  subject: ["calibration.by"],
  schema: {
    type: "object",
    properties: {
      calibration: {
        type: "object",
        properties: {
          version: {
            type: "integer",
            minimum: 1,
            description: "Number of the calibration",
            "x-privacy": "internal",
          },
          digest: {
            type: "string",
            maxLength: 64,
            description: "SHA-256 of its table",
            "x-privacy": "internal",
          },
          rules: {
            type: "integer",
            minimum: 0,
            description: "Rule versions with labels",
            "x-privacy": "internal",
          },
          labels: { type: "integer", minimum: 0, description: "Labels that count", "x-privacy": "internal" },
          by: {
            type: "string",
            maxLength: 200,
            description: "Who asked for it; `system` for the daily one",
            "x-privacy": "internal",
          },
        },
        required: ["version", "digest", "rules", "labels", "by"],
      },
    },
    required: ["calibration"],
  },
} as const;
