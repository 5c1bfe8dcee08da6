import type { FastifySchema } from "fastify";
import * as field from "../fields.ts";
import { transitions } from "../machine.ts";
import { caseStates, tracks } from "../states.ts";

/** Route schema of the console API. */
export const operation = (operationId: string, summary: string, schema: FastifySchema = {}): FastifySchema => ({
  operationId,
  summary,
  tags: ["console"],
  ...schema,
});

/** An object with these properties and no other. */
export const body = (properties: object, required: readonly string[]): object => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

/** A side of a case. */
export const track = { enum: tracks } as const;

/** Cases by what. */
export const filterProperties = {
  mine: { type: "boolean" },
  unit: field.unit,
  state: { enum: caseStates },
  level: { type: "integer", minimum: 1, maximum: 3 },
  overdue: { type: "boolean" },
  track,
  handler: field.person,
  all: { type: "boolean" },
} as const;

/** Which cases a bulk step is about. */
export const choiceProperties = {
  filter: { type: "object", properties: filterProperties, additionalProperties: false },
  asOf: field.moment,
  except: { type: "array", items: field.id, maxItems: 1000, default: [] },
} as const;

/** What a step is given. Its fields depend on the step; they are checked against the table of steps. */
export const moveProperties = {
  track,
  transition: { enum: Object.keys(transitions) },
  input: { type: "object", maxProperties: 20 },
} as const;

/** `:id` and, where there is one, `:item`. */
export const caseParams = {
  type: "object",
  properties: { id: field.id, item: field.id },
  required: ["id"],
} as const;
