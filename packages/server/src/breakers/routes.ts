import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { personOf } from "../people/index.ts";
import { listBreakers, resetBreaker } from "./breakers.ts";

const listQuery = {
  type: "object",
  properties: {
    source: { type: "string", minLength: 1, maxLength: 200 },
    all: { type: "boolean", default: false },
  },
  additionalProperties: false,
} as const;
const params = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 300 } },
  required: ["id"],
} as const;
const body = {
  type: "object",
  properties: { reason: { type: "string", minLength: 1, maxLength: 2000, pattern: "^[^\\u0000]*$" } },
  required: ["reason"],
  additionalProperties: false,
} as const;

const describe = (operationId: string, summary: string, more: object = {}): object => ({
  operationId,
  summary,
  tags: ["operator"],
  ...more,
});

/** `/ops/breakers`: rules that blocked more than their budget and ask for reasons until a person resets them (PC-8). */
export function registerBreakers(app: FastifyInstance, context: Context): void {
  const { store, bundles } = context;
  app.get<{ Querystring: { source?: string; all: boolean } }>(
    "/breakers",
    {
      config: { access: "breaker.read" },
      schema: describe("listBreakers", "List open circuit breakers, the newest first", {
        querystring: listQuery,
      }),
    },
    async ({ query }) => ({ breakers: await listBreakers(store, query) }),
  );
  app.post<{ Params: { id: string }; Body: { reason: string } }>(
    "/breakers/:id/reset",
    {
      config: { access: "breaker.reset" },
      schema: describe("resetBreaker", "Let a binding block again, with a reason", { params, body }),
    },
    async ({ params: { id }, body: { reason }, actor }) => {
      const reset = await resetBreaker(context, id, personOf(actor), reason);
      return { id, ...reset, bundleVersion: await bundles.release(reset.source) };
    },
  );
}
