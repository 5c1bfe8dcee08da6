import type { FromSchema } from "json-schema-to-ts";
import type { localizedTextSchema } from "../text.ts";
import type { deadlineSchema } from "./deadline.ts";
import type { featureSchema } from "./feature.ts";

/**
 * JSON Schema of `model.yaml`, the source of a supervision model (RU-1). Expressions are CEL in the Probity profile
 * (RU-2) over `event` (the data under judgement), `record` (the compiled record of its process, the event merged in),
 * `params`, `features` (what the server knows beside the process, FE-1) and `now` (the event's time as a timestamp; the
 * engine has no clock).
 */
export const modelSchema = {
  $id: "urn:probity:schema:model:1",
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}$" },
    version: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$" },
    name: { $ref: "urn:probity:schema:text:1" },
    description: { $ref: "urn:probity:schema:text:1" },
    domain: { type: "string", pattern: "^[A-Z]{2,5}$" },
    created: { type: "string", format: "date" },
    rules: {
      type: "array",
      minItems: 1,
      maxItems: 100,
      items: {
        type: "object",
        properties: {
          id: { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$" },
          version: { type: "string", pattern: "^[0-9]+\\.[0-9]+\\.[0-9]+$" },
          name: { $ref: "urn:probity:schema:text:1" },
          point: { $ref: "urn:probity:schema:text:1" },
          explanation: { $ref: "urn:probity:schema:text:1" },
          message: { $ref: "urn:probity:schema:text:1" },
          advice: { $ref: "urn:probity:schema:text:1" },
          probability: { enum: [1, 2, 3] },
          harm: { enum: [1, 2, 3] },
          level: { enum: [1, 2, 3] },
          class: { enum: ["business", "integrity"] },
          screen: { const: true },
          phase: { enum: ["before", "during", "after"] },
          at: {
            type: "array",
            minItems: 1,
            maxItems: 20,
            uniqueItems: true,
            items: { type: "string", maxLength: 200 },
          },
          reads: { enum: ["event", "record"] },
          ceiling: { enum: ["observe", "warn", "justify", "second_approver", "block"] },
          disclosure: { enum: ["full", "generic", "silent"] },
          params: {
            type: "object",
            maxProperties: 30,
            additionalProperties: {
              type: "object",
              properties: {
                type: {
                  enum: [
                    "bool",
                    "int",
                    "double",
                    "string",
                    "money",
                    "duration",
                    "list<string>",
                    "list<int>",
                    "list<double>",
                    "map<string,int>",
                    "map<string,double>",
                    "map<string,money>",
                    "table",
                  ],
                },
                columns: {
                  type: "object",
                  minProperties: 1,
                  maxProperties: 20,
                  additionalProperties: {
                    enum: [
                      "bool",
                      "int",
                      "double",
                      "string",
                      "money",
                      "duration",
                      "timestamp",
                      "list<string>",
                      "bool?",
                      "int?",
                      "double?",
                      "string?",
                      "money?",
                      "duration?",
                      "timestamp?",
                      "list<string>?",
                    ],
                  },
                },
                default: {},
                min: { type: "number" },
                max: { type: "number" },
                unit: { type: "string", maxLength: 50 },
                description: { $ref: "urn:probity:schema:text:1" },
                source: { type: "string", maxLength: 500 },
              },
              required: ["type", "default", "description"],
              additionalProperties: false,
            },
          },
          features: {
            type: "object",
            maxProperties: 10,
            additionalProperties: { $ref: "urn:probity:schema:feature:1" },
          },
          applies: { type: "string", minLength: 1, maxLength: 4096 },
          when: { type: "string", minLength: 1, maxLength: 4096 },
          deadline: { $ref: "urn:probity:schema:deadline:1" },
          evidence: {
            type: "array",
            maxItems: 20,
            items: {
              type: "object",
              properties: {
                name: { type: "string", pattern: "^[a-z][A-Za-z0-9]*$", maxLength: 60 },
                label: { $ref: "urn:probity:schema:text:1" },
                value: { type: "string", minLength: 1, maxLength: 4096 },
              },
              required: ["name", "label", "value"],
              additionalProperties: false,
            },
          },
          basis: {
            type: "array",
            minItems: 1,
            maxItems: 20,
            items: { type: "string", minLength: 1, maxLength: 500 },
          },
          review: { type: "string", format: "date" },
        },
        required: [
          "id",
          "version",
          "name",
          "point",
          "explanation",
          "message",
          "probability",
          "harm",
          "level",
          "class",
          "phase",
          "at",
          "reads",
          "ceiling",
          "disclosure",
          "when",
          "basis",
          "review",
        ],
        additionalProperties: false,
      },
    },
  },
  required: ["id", "version", "name", "description", "domain", "created", "rules"],
  additionalProperties: false,
} as const;

/** A supervision model (监督模型) as its author writes it. */
export type Model = FromSchema<
  typeof modelSchema,
  { references: [typeof localizedTextSchema, typeof featureSchema, typeof deadlineSchema] }
>;

/**
 * One rule (indicator, 预警指标) of a model. `applies` false gives `not_applicable`; `when` true gives a hit. `ceiling`
 * is the strongest action that any binding may take. A `screen` compares with peers or a market: what it finds is a lead, at
 * most of level 2. `message` may name evidence as `{name}`. With a `deadline`, `when`
 * says what starts it, and the hit is that what is awaited did not come in time (FE-3). A parameter of type `table` is a
 * list of rows with the declared `columns`; those whose type ends in `?` may be left out of a row.
 */
export type Rule = Model["rules"][number];
