import { relationKinds } from "./kinds.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u001f]+$",
});
const entity = { ...text(600), description: "kind:key, e.g. organisation:91440300MA5" };
const kinds = {
  type: "array",
  items: { enum: relationKinds },
  minItems: 1,
  maxItems: relationKinds.length,
  uniqueItems: true,
};
const moment = { ...text(40), description: "RFC 3339 or a whole date. Default: now" };
const entities = { type: "array", items: entity, minItems: 1, maxItems: 200 };
const commonNodes = {
  type: "array",
  items: entity,
  maxItems: 1000,
  description: "Entities that connect nobody, such as public shareholders",
};
const inferred = { type: "boolean", default: false, description: "Guesses count as well" };
const depth = { type: "integer", minimum: 1, maximum: 20, default: 4 };
const minShare = { type: "number", minimum: 0, maximum: 1, default: 0 };

/** Query of the view of an entity. */
export const entityQuery: object = {
  type: "object",
  properties: {
    entity,
    at: { ...text(40), description: "Only relations valid then. Default: all" },
    limit: { type: "integer", minimum: 1, maximum: 500, default: 100 },
  },
  required: ["entity"],
  additionalProperties: false,
};

/** Body of a search for a path. */
export const pathBody: object = {
  type: "object",
  properties: { from: entity, to: entity, kinds, depth, minShare, at: moment, inferred, commonNodes },
  required: ["from", "to"],
  additionalProperties: false,
};

/** Body of a search for common owners. */
export const ownersBody: object = {
  type: "object",
  properties: { entities, kinds, depth, minShare, at: moment, inferred, commonNodes },
  required: ["entities"],
  additionalProperties: false,
};

/** Body of a search for shared values. */
export const sharedBody: object = {
  type: "object",
  properties: { entities, kinds, at: moment, inferred, commonNodes },
  required: ["entities"],
  additionalProperties: false,
};

/** Body that begins an import. */
export const importBody: object = {
  type: "object",
  properties: {
    name: { ...text(500), description: "Name of the file, or of the provider" },
    sha256: { type: "string", pattern: "^[0-9a-f]{64}$", description: "Hash of its content" },
  },
  required: ["name", "sha256"],
  additionalProperties: false,
};

const line = { type: "integer", minimum: 0, maximum: 2_147_483_647 };

/** Body of one part of an import. */
export const batchBody: object = {
  type: "object",
  properties: {
    after: { ...line, description: "Everything up to this line was sent before" },
    line: { ...line, minimum: 1, description: "With this everything up to this line is sent" },
    refused: { ...line, default: 0, description: "Lines in between that were refused before" },
    rows: {
      type: "array",
      maxItems: 500,
      items: {
        type: "object",
        properties: {
          line: { ...line, minimum: 1 },
          from: { type: "string", maxLength: 2000 },
          to: { type: "string", maxLength: 2000 },
          kind: { type: "string", maxLength: 100 },
          share: { type: "number" },
          validFrom: { type: "string", maxLength: 100 },
          validTo: { type: "string", maxLength: 100 },
          confidence: { type: "number" },
          provider: text(200),
        },
        required: ["line", "from", "to", "kind"],
        additionalProperties: false,
      },
    },
  },
  required: ["after", "line", "rows"],
  additionalProperties: false,
};

/** The id in a path. */
export const idParams: object = {
  type: "object",
  properties: { id: text(100) },
  required: ["id"],
};
