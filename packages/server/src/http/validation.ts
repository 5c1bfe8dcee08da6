import {
  approvalRequestSchema,
  envelopeSchema,
  localizedTextSchema,
  bindingsSchema,
  precheckRequestSchema,
} from "@probity/contracts/schemas";
import { Ajv, type ErrorObject, type Schema } from "ajv";
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
 * there numbers and booleans are read from text. A schema is compiled when the first request needs it: compiling those of
 * every route was a third of a start.
 */
export function registerValidation(app: FastifyInstance): void {
  const body = lazily(() => validator(false));
  const text = lazily(() => validator(true));
  app.setValidatorCompiler(({ schema, httpPart }) =>
    compiledAtFirst(schema, httpPart === "body" ? body : text),
  );
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
}

/** What judges one part of a request, in Fastify's form: routes ask it too, for rows of a file. */
interface Validate {
  (data: unknown): boolean;
  errors?: ErrorObject[] | null;
}

function compiledAtFirst(schema: Schema, ajv: () => Ajv): Validate {
  const compiled = lazily(() => ajv().compile(schema));
  const judge: Validate = (data) => {
    const validate = compiled();
    const isValid = validate(data);
    judge.errors = validate.errors ?? null;
    return isValid;
  };
  return judge;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: false, coerceTypes, useDefaults: coerceTypes });
  // The package's types describe its CommonJS form; under ESM the function is the default export itself.
  (addFormats as unknown as (ajv: Ajv, formats: string[]) => void)(ajv, ["date-time", "date"]);
  for (const schema of shared) ajv.addSchema(schema);
  return ajv;
}
