import type { FastifySchema } from "fastify";
import * as field from "../fields.ts";
import { maxBulk } from "../bulk/act.ts";
import { transitionNames } from "../machine.ts";
import { caseStates, tracks } from "../states.ts";

/** Route schema of the console API. */
export const operation = (
  operationId: string,
  summary: string,
  schema: FastifySchema = {},
): FastifySchema => ({
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

/** The version of something as it was seen, and what else a change needs. */
export const changeBody = (properties: object, required: readonly string[] = []): object =>
  body({ version: { type: "integer", minimum: 1 }, ...properties }, ["version", ...required]);

/** A side of a case. */
export const track: object = { enum: tracks };

/** Cases by what. */
export const filterProperties: Readonly<Record<string, object>> = {
  mine: { type: "boolean" },
  unit: field.unit,
  state: { enum: caseStates },
  level: { type: "integer", minimum: 1, maximum: 3 },
  overdue: { type: "boolean" },
  track,
  handler: field.person,
  all: { type: "boolean" },
};

/** Which cases a bulk step is about. */
export const choiceProperties: object = {
  filter: { type: "object", properties: filterProperties, additionalProperties: false },
  asOf: field.moment,
  except: { type: "array", items: field.id, maxItems: 1000, default: [] },
};

/** What was shown of a choice before an act on all of it, and how long it can be undone. */
export const orderProperties: object = {
  expected: { type: "integer", minimum: 0, maximum: maxBulk },
  seen: { type: "string", pattern: "^[0-9a-f]{64}$" },
  undoSeconds: { type: "integer", minimum: 0, maximum: 60 },
};

/** What a step is given. Its fields depend on the step; they are checked against the table of steps. */
export const moveProperties: object = {
  track,
  transition: { enum: transitionNames },
  input: { type: "object", maxProperties: 20 },
};

/** `:id` */
export const caseParams: object = { type: "object", properties: { id: field.id }, required: ["id"] };

/** `:id` and `:item` */
export const itemParams: object = {
  type: "object",
  properties: { id: field.id, item: field.id },
  required: ["id", "item"],
};
