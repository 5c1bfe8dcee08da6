import {
  approvalRequestSchema,
  envelopeSchema,
  localizedTextSchema,
  bindingsSchema,
  precheckRequestSchema,
} from "@probity/contracts/schemas";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import type { FastifyInstance } from "fastify";

/** Schemas that routes refer to by `$id`. */
const shared = [
  envelopeSchema,
  localizedTextSchema,
  bindingsSchema,
  precheckRequestSchema,
  approvalRequestSchema,
];

/**
 * Bodies are judged as they are: nothing coerced, removed or filled in. Query strings and paths are text by nature, so
 * there numbers and booleans are read from text.
 */
export function registerValidation(app: FastifyInstance): void {
  const body = validator(false);
  const text = validator(true);
  app.setValidatorCompiler(({ schema, httpPart }) => (httpPart === "body" ? body : text).compile(schema));
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: false, coerceTypes, useDefaults: coerceTypes });
  // The package's types describe its CommonJS form; under ESM the function is the default export itself.
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ["date-time", "date"]);
  for (const schema of shared) ajv.addSchema(schema);
  return ajv;
}
