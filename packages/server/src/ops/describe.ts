import type { FastifySchema } from "fastify";

/** Schema of a list answer, for the API description. */
export const listOf = (key: string, description: string, items: object = { type: "object" }): object => ({
  type: "object",
  description,
  properties: {
    [key]: { type: "array", items },
    next: { type: "string", description: "Cursor" },
  },
  required: [key],
});

/** Schema of an object in an answer, for the API description; every property is there but the optional ones. */
export const answerOf = (properties: object, optional: readonly string[] = []): object => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

/** Parameter `id` of a path. */
export const idParams = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 500 } },
  required: ["id"],
} as const;

/** Route schema of the operator API. */
export function operation(id: string, summary: string, schema: FastifySchema = {}): FastifySchema {
  return { operationId: id, summary, tags: ["operator"], ...schema };
}

/** A query string with these properties and no other. */
export const query = (properties: object): object => ({
  type: "object",
  properties,
  additionalProperties: false,
});

/** Parsed JSON of a text column that this server wrote. */
export const json = (text: string): unknown => JSON.parse(text);
