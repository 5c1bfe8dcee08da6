import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { count, text } from "../../ops/answer-parts.ts";
import { answerOf, idParams, operation, query } from "../../ops/describe.ts";
import { filter } from "../../ops/page.ts";
import {
  type DeliveryFilter,
  listDeliveries,
  replayDead,
  replayDelivery,
  showDelivery,
} from "../deliveries.ts";
import { giveUpMsOf } from "../settings.ts";
import { deliveriesAnswer, deliveryAnswer } from "./answers.ts";

const listQuery = query({
  state: { enum: ["waiting", "sent", "dead"] },
  channel: filter,
  person: filter,
  limit: { type: "integer", minimum: 1, maximum: 500, default: 50 },
  cursor: { type: "string", pattern: "^[A-Za-z0-9-]{1,100}$" },
});
const replayBody = {
  type: "object",
  properties: {
    channel: { type: "string", pattern: "^[a-z0-9][a-z0-9._-]{0,59}$" },
    since: {
      type: "string",
      format: "date-time",
      maxLength: 40,
      description: "Only those that ended since then",
    },
  },
  required: ["channel"],
  additionalProperties: false,
} as const;

const read = { access: "notify.read" } as const;
const write = { access: "notify.write" } as const;

/** `/ops/deliveries`: what left the house, what did not, and why; and once more. */
export function registerDeliveries(app: FastifyInstance, context: Context): void {
  const { store, config } = context;
  const options = { ...context, giveUpMs: giveUpMsOf(config) };
  app.get<{ Querystring: DeliveryFilter }>(
    "/deliveries",
    {
      config: read,
      schema: operation("listDeliveries", "List deliveries of notices, newest first", {
        querystring: listQuery,
        response: { 200: deliveriesAnswer },
      }),
    },
    async ({ query: asked }) => await listDeliveries(store, asked),
  );
  app.get<{ Params: { id: string } }>(
    "/deliveries/:id",
    {
      config: read,
      schema: operation("getDelivery", "One delivery with every attempt", {
        params: idParams,
        response: { 200: deliveryAnswer },
      }),
    },
    ({ params }) => showDelivery(store, params.id),
  );
  app.post<{ Params: { id: string } }>(
    "/deliveries/:id/replay",
    {
      config: write,
      schema: operation("replayDelivery", "Let a dead or sent delivery go out once more", {
        params: idParams,
        response: { 200: answerOf({ id: text }) },
      }),
    },
    async ({ params: { id }, actor }) => {
      await replayDelivery(options, id, actor.id);
      context.notices.wake();
      return { id };
    },
  );
  app.post<{ Body: { channel: string; since?: string } }>(
    "/deliveries/replay",
    {
      config: write,
      schema: operation("replayDead", "Let every dead delivery of a channel go out once more", {
        body: replayBody,
        response: { 200: answerOf({ replayed: count }) },
      }),
    },
    async ({ body: { channel, since }, actor }) => {
      const from = since === undefined ? undefined : new Date(since);
      const replayed = await replayDead(options, channel, from, actor.id);
      context.notices.wake();
      return { replayed };
    },
  );
}
