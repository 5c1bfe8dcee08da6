import type { FromSchema } from "json-schema-to-ts";

/** JSON Schema of `cases.yaml`, the worked cases of a model (RU-7). They run as tests with the product's engine. */
export const casesSchema = {
  $id: "urn:probity:schema:cases:1",
  type: "array",
  minItems: 1,
  maxItems: 1000,
  items: {
    type: "object",
    properties: {
      rule: { type: "string", maxLength: 60 },
      name: { type: "string", minLength: 1, maxLength: 300 },
      type: { type: "string", maxLength: 200 },
      time: { type: "string", format: "date-time" },
      data: { type: "object" },
      record: { type: "object" },
      subject: { type: "string", minLength: 1, maxLength: 500 },
      history: {
        type: "array",
        maxItems: 500,
        items: {
          type: "object",
          properties: {
            type: { type: "string", maxLength: 200 },
            time: { type: "string", format: "date-time" },
            subject: { type: "string", minLength: 1, maxLength: 500 },
            data: { type: "object" },
          },
          required: ["type", "time", "data"],
          additionalProperties: false,
        },
      },
      later: {
        type: "array",
        maxItems: 500,
        items: {
          type: "object",
          properties: {
            type: { type: "string", maxLength: 200 },
            time: { type: "string", format: "date-time" },
            subject: { type: "string", minLength: 1, maxLength: 500 },
            data: { type: "object" },
          },
          required: ["type", "time", "data"],
          additionalProperties: false,
        },
      },
      asOf: { type: "string", format: "date-time" },
      features: { type: "object", maxProperties: 10 },
      params: { type: "object" },
      expect: { enum: ["hit", "clear", "not_applicable", "indeterminate"] },
      missing: { type: "array", maxItems: 50, items: { type: "string", maxLength: 300 } },
      evidence: { type: "object" },
    },
    required: ["rule", "name", "type", "data", "expect"],
    additionalProperties: false,
  },
} as const;

/** The worked cases of a model. */
export type Cases = FromSchema<typeof casesSchema>;

/**
 * One worked case: `data` under `type` (and the `record` before it) must give `expect`. Windows and histories are made of
 * `history`, the earlier events; `features` gives the values of others, such as links. Of a rule with a deadline, `later`
 * has the events that follow, and `asOf` is the moment at which it is asked what has become of it.
 */
export type Case = Cases[number];
