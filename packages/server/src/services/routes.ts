import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { many, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf, operation } from "../ops/describe.ts";
import { addService, listServices, revokeService } from "./services.ts";

const addBody = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._@-]{0,99}$" },
    hours: { type: "integer", minimum: 1, maximum: 17_568, description: "Default 90 days" },
  },
  required: ["id"],
  additionalProperties: false,
} as const;
const params = {
  type: "object",
  properties: { id: { type: "string", minLength: 1, maxLength: 100 } },
  required: ["id"],
} as const;
const servicesAnswer = answerOf({
  services: many(
    answerOf({
      id: text,
      by: text,
      createdAt: text,
      expiresAt: text,
      revokedAt: textOrNone,
      lastUsedAt: textOrNone,
    }),
  ),
});
const defaultHours = 2160;

/** `/ops/services`: programs that use the API in their own name (SE-1). */
export function registerServices(app: FastifyInstance, context: Context): void {
  app.get(
    "/services",
    {
      config: { access: "account.read" },
      schema: operation("listServices", "List service tokens by name", { response: { 200: servicesAnswer } }),
    },
    async () => ({ services: await listServices(context.store) }),
  );
  app.post<{ Body: { id: string; hours?: number } }>(
    "/services",
    {
      config: { access: "account.write" },
      schema: operation("addService", "Make a token for a program; it is shown once", {
        body: addBody,
        response: { 201: answerOf({ id: text, token: text, expiresAt: text }) },
      }),
    },
    async ({ body: { id, hours = defaultHours }, actor }, reply) =>
      await reply.status(201).send(await addService(context, id, hours, actor.id)),
  );
  app.post<{ Params: { id: string } }>(
    "/services/:id/revoke",
    {
      config: { access: "account.write" },
      schema: operation("revokeService", "End a service token at once", {
        params,
        response: { 200: answerOf({ id: text }) },
      }),
    },
    async ({ params: { id }, actor }) => {
      await revokeService(context, id, actor.id);
      return { id };
    },
  );
}
