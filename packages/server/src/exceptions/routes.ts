import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { personOf } from "../people/index.ts";
import { askForException, type ExceptionOrder } from "./ask.ts";
import { endException, listExceptions, releaseFor } from "./exceptions.ts";

const text = (maxLength: number): object => ({
  type: "string",
  minLength: 1,
  maxLength,
  pattern: "^[^\\u0000-\\u0008\\u000b-\\u001f]*$",
});
const listQuery = {
  type: "object",
  properties: { source: text(200), rule: text(100), all: { type: "boolean", default: false } },
  additionalProperties: false,
};
const addBody = {
  type: "object",
  properties: {
    source: { ...text(200), default: "*", description: "A source, or * for all" },
    rule: text(100),
    scope: {
      type: "object",
      properties: { kind: { enum: ["process", "person", "unit"] }, id: text(500) },
      required: ["kind", "id"],
      additionalProperties: false,
    },
    reason: text(2000),
    until: { ...text(40), description: "RFC 3339, or a day; at most 180 days ahead" },
  },
  required: ["rule", "scope", "reason", "until"],
  additionalProperties: false,
};
const params = { type: "object", properties: { id: text(100) }, required: ["id"] };
const endBody = {
  type: "object",
  properties: { reason: text(2000) },
  required: ["reason"],
  additionalProperties: false,
};

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/exceptions`: subjects that two persons took out of a rule for a time (RU-4). */
export function registerExceptions(app: FastifyInstance, context: Context): void {
  const { store, clock } = context;
  app.get<{ Querystring: { source?: string; rule?: string; all: boolean } }>(
    "/exceptions",
    {
      config: { access: "exception.read" },
      schema: describe("listExceptions", "List exceptions, the first to end first", {
        querystring: listQuery,
      }),
    },
    async ({ query }) => ({ exceptions: await listExceptions(store, query, new Date(clock())) }),
  );
  app.post<{ Body: Omit<ExceptionOrder, "source"> & { readonly source?: string } }>(
    "/exceptions",
    {
      config: { access: "exception.ask" },
      schema: describe("askForException", "Ask another person for an exception", { body: addBody }),
    },
    async ({ body, actor }, reply) => {
      const by = personOf(actor);
      const request = await askForException(context, { ...body, source: body.source ?? "*" }, by);
      return await reply.status(202).send({ request });
    },
  );
  app.post<{ Params: { id: string }; Body: { reason: string } }>(
    "/exceptions/:id/end",
    {
      config: { access: "exception.end" },
      schema: describe("endException", "End an exception before its time", { params, body: endBody }),
    },
    async ({ params: { id }, body: { reason }, actor }) => {
      const source = await endException(context, id, personOf(actor), reason);
      return { id, ...(await releaseFor(context, source)) };
    },
  );
}
