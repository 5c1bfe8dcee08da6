import type { FromSchema } from "json-schema-to-ts";

/**
 * JSON Schema of a bindings file: where rules apply and what they do there, and parameter values, kept apart from the
 * rules (RU-4).
 */
export const bindingsSchema = {
  $id: "urn:probity:schema:bindings:1",
  type: "object",
  properties: {
    bindings: {
      type: "array",
      maxItems: 2000,
      items: {
        type: "object",
        properties: {
          id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$" },
          rule: { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$" },
          source: { type: "string", minLength: 1, maxLength: 200 },
          units: { type: "array", maxItems: 500, items: { type: "string", maxLength: 200 } },
          at: { type: "array", minItems: 1, maxItems: 20, items: { type: "string", maxLength: 200 } },
          action: { enum: ["observe", "warn", "justify", "second_approver", "block"] },
          onIndeterminate: { enum: ["observe", "warn", "justify", "second_approver", "block"] },
          onUnavailable: { enum: ["allow", "warn", "justify", "block"] },
          disclosure: { enum: ["full", "generic", "silent"] },
          params: { type: "object", maxProperties: 30 },
          owner: { type: "string", minLength: 1, maxLength: 200 },
          blockBudget: {
            type: "object",
            properties: {
              share: { type: "number", minimum: 0, maximum: 1 },
              atLeast: { type: "integer", minimum: 0, maximum: 1000000 },
            },
            required: ["share", "atLeast"],
            additionalProperties: false,
          },
          indeterminateBudget: {
            type: "object",
            properties: {
              share: { type: "number", minimum: 0, maximum: 1 },
              atLeast: { type: "integer", minimum: 0, maximum: 1000000 },
            },
            required: ["share", "atLeast"],
            additionalProperties: false,
          },
          validFrom: { type: "string", format: "date-time" },
          validTo: { type: "string", format: "date-time" },
        },
        required: ["id", "rule", "source", "action"],
        additionalProperties: false,
      },
    },
    params: {
      type: "array",
      maxItems: 2000,
      items: {
        type: "object",
        properties: {
          scope: {
            type: "object",
            properties: {
              kind: { enum: ["unit", "district", "region"] },
              id: { type: "string", minLength: 1, maxLength: 200 },
            },
            required: ["kind", "id"],
            additionalProperties: false,
          },
          rule: { type: "string", pattern: "^[A-Z]{2,5}-[A-Z]{2,5}-[0-9]{3}$" },
          values: { type: "object", minProperties: 1, maxProperties: 30 },
          validFrom: { type: "string", format: "date-time" },
          validTo: { type: "string", format: "date-time" },
          basis: { type: "string", maxLength: 500 },
        },
        required: ["scope", "rule", "values"],
        additionalProperties: false,
      },
    },
    breakGlass: {
      type: "object",
      properties: {
        roles: {
          type: "array",
          maxItems: 20,
          uniqueItems: true,
          items: { type: "string", minLength: 1, maxLength: 200 },
        },
      },
      required: ["roles"],
      additionalProperties: false,
    },
  },
  required: ["bindings"],
  additionalProperties: false,
} as const;

/** A bindings file. */
export type BindingsFile = FromSchema<typeof bindingsSchema>;

/**
 * Binds one rule to a source. `source` is a source id or `*`; `at` narrows the rule's decision points. Defaults:
 * `onIndeterminate` by action as in the catalogue (block -> second_approver, second_approver -> justify, justify and
 * warn -> observe), `onUnavailable` `allow`, disclosure the rule's own (a binding may only narrow it), `blockBudget` 2 %
 * of the processes checked at one decision point and day but at least 5 (PC-8), `indeterminateBudget` 20 % of a day's
 * events to which the rule applied but at least 20 (RU-3). `owner` is the person who answers for it; no bundle says who.
 */
export type Binding = BindingsFile["bindings"][number];

/** Parameter values of a unit, district or region, with validity. Resolved unit > district > region > binding > default. */
export type ParamSet = NonNullable<BindingsFile["params"]>[number];
