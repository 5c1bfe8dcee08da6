import { mediaTypes } from "@probity/contracts";
import {
  approvalRequestSchema,
  bindingsSchema,
  envelopeSchema,
  localizedTextSchema,
  precheckRequestSchema,
} from "@probity/contracts/schemas";
import type { FastifyContextConfig, FastifySchema } from "fastify";

/** Schemas that routes refer to by `$id`; the document carries them in place. */
const named: ReadonlyMap<string, object> = new Map(
  [approvalRequestSchema, bindingsSchema, localizedTextSchema, precheckRequestSchema].map((schema) => [
    schema.$id,
    schema,
  ]),
);

const problem = {
  description: "Problem document (RFC 9457); the codes are listed at /docs/errors",
  content: {
    [mediaTypes.problem]: {
      schema: {
        type: "object",
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          code: { type: "string", pattern: "^PROBITY_E_[A-Z_]+$" },
          detail: { type: "string" },
          next: { type: "string", description: "What to do" },
          errors: {
            type: "array",
            items: { type: "object", properties: { path: { type: "string" }, message: { type: "string" } } },
          },
          requestId: { type: "string" },
        },
        required: ["type", "title", "status", "code"],
      },
    },
  },
};

/** A body that a route reads as a stream. */
const file = { consumes: ["application/octet-stream"], body: { type: "string", format: "binary" } };

/** Bodies that a route reads as text or as a stream, and therefore does not declare. */
const undeclared: Readonly<Record<string, Pick<FastifySchema, "body"> & { readonly consumes: string[] }>> = {
  "/v1/events": {
    consumes: [mediaTypes.event, mediaTypes.batch, mediaTypes.stream],
    body: { oneOf: [envelopeSchema, { type: "array", maxItems: 500, items: envelopeSchema }] },
  },
  "/console/cases/:id/evidence/files": file,
  "/console/lists/:kind/:id/proofs": file,
  "/console/risks/file": { consumes: ["text/csv"], body: { type: "string" } },
  "/ops/org/import/:kind": { consumes: ["text/csv"], body: { type: "string" } },
};

const doneAnswer = { description: "Done", type: "object" };

/** Completes the schema of a route for the API description: who may call it, its errors, references in place. */
export function describeRoute({
  schema,
  url,
  route,
}: {
  readonly schema: FastifySchema;
  readonly url: string;
  readonly route: { readonly config?: FastifyContextConfig; readonly method?: string | readonly string[] };
}): { schema: FastifySchema; url: string } {
  // Every route of this server declares a schema.
  const declared = schema as (FastifySchema & { readonly response?: object }) | undefined;
  const given = Object.keys(declared?.response ?? {});
  const done = given.some((status) => status.startsWith("2")) ? {} : { 200: doneAnswer };
  const response = { ...done, ...declared?.response, default: problem };
  const { access, scoped } = route.config ?? {};
  const asked =
    access === undefined ? {} : { "x-access": access, ...(scoped === true && { "x-scoped": true }) };
  const whole = {
    ...declared,
    ...asked,
    ...(route.method !== "GET" && undeclared[url]),
    security: access === "open" ? [] : securityOf(url),
    response,
  };
  // Inlining keeps the shape; only references are replaced by what they name.
  return { schema: inline(whole) as FastifySchema, url };
}

function securityOf(url: string): readonly object[] {
  if (url.startsWith("/v1/")) return [{ sourceKey: [] }];
  if (url.startsWith("/log/")) return [{ sourceKey: [] }, { operatorToken: [] }];
  return url.startsWith("/ops/") || url.startsWith("/console/")
    ? [{ session: [] }, { personToken: [] }, { operatorToken: [] }]
    : [];
}

function inline(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inline);
  if (typeof value !== "object" || value === null) return value;
  const target = "$ref" in value ? named.get(String(value.$ref)) : undefined;
  const entries = Object.entries(target ?? value).filter(([key]) => key !== "$id");
  return Object.fromEntries(entries.map(([key, child]: [string, unknown]) => [key, inline(child)]));
}
