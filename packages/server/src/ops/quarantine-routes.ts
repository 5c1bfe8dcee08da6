import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { answerOf, idParams, json, listOf, operation, query } from "./describe.ts";
import { filter, pageQuery, type PageQuery } from "./page.ts";
import {
  findQuarantined,
  listQuarantine,
  type QuarantineFilter,
  quarantineView,
} from "./quarantine-query.ts";
import { maxReplay, replayMany, replayOne, type ReplayOrder } from "./quarantine-replay.ts";
import { count, moment, momentOrNone, text, textOrNone } from "./answer-parts.ts";

interface ById {
  readonly Params: { readonly id: number };
}

const id = { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } as const;
const numberParams = { ...idParams, properties: { id } } as const;

const replayBody = {
  type: "object",
  properties: {
    source: filter,
    type: filter,
    code: filter,
    cursor: { type: "string", pattern: "^[0-9]{1,15}$" },
    limit: { type: "integer", minimum: 1, maximum: maxReplay },
    dryRun: { type: "boolean", description: "Says what would be taken, and takes nothing" },
  },
  additionalProperties: false,
} as const;

const errors = { type: "array", items: answerOf({ path: text, message: text }) } as const;
const refused = {
  id: count,
  source: text,
  eventId: text,
  type: textOrNone,
  code: text,
  state: { enum: ["open", "resolved"] },
  receivedAt: moment,
  resolvedAt: momentOrNone,
  position: { type: ["integer", "null"] },
  resolvedPosition: { type: ["integer", "null"] },
  erasedAt: momentOrNone,
};
const replayed = answerOf(
  {
    id: count,
    source: text,
    eventId: text,
    type: textOrNone,
    status: { enum: ["accepted", "duplicate", "would_accept", "refused"] },
    position: count,
    code: text,
    errors,
  },
  ["position", "code", "errors"],
);

/** `/ops/quarantine`: events that could not be accepted, and their replay after a fix (EV-6). */
export function registerQuarantine(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: QuarantineFilter & PageQuery }>(
    "/quarantine",
    {
      config: { access: "quarantine.read" },
      schema: operation("listQuarantine", "List refused events, newest first", {
        querystring: query({
          source: filter,
          type: filter,
          code: filter,
          state: { enum: ["open", "resolved"] },
          ...pageQuery,
        }),
        response: { 200: listOf("items", "Without their bodies", answerOf(refused)) },
      }),
    },
    (request) => listQuarantine(store, request.query),
  );
  app.get<ById>(
    "/quarantine/:id",
    {
      config: { access: "quarantine.read" },
      schema: operation("getQuarantined", "One refused event, whole", {
        params: numberParams,
        response: { 200: answerOf({ ...refused, errors, body: textOrNone }) },
      }),
    },
    async ({ params, actor, headers }) => {
      const row = await findQuarantined(store, params.id);
      await noteRead(context, { actor, headers }, "quarantined", String(params.id));
      return {
        ...quarantineView(row),
        errors: json(row.errors),
        body: row.erased_at === null ? row.body : null,
      };
    },
  );
  registerReplay(app, context);
}

function registerReplay(app: FastifyInstance, context: Context): void {
  app.post<ById>(
    "/quarantine/:id/replay",
    {
      config: { access: "quarantine.replay" },
      schema: operation(
        "replayQuarantined",
        "Take a refused event into the log after its cause was repaired",
        {
          params: numberParams,
          response: {
            200: answerOf({ id: text, status: { enum: ["accepted", "duplicate"] }, position: count }),
          },
        },
      ),
    },
    async ({ params }) => replayOne(context, await findQuarantined(context.store, params.id)),
  );
  app.post<{ Body: ReplayOrder }>(
    "/quarantine/replay",
    {
      config: { access: "quarantine.replay" },
      schema: operation(
        "replayQuarantine",
        "Take refused events into the log, oldest first; go on with `next`",
        {
          body: replayBody,
          response: { 200: listOf("results", "One for each, in order", replayed) },
        },
      ),
    },
    ({ body }) => replayMany(context, body),
  );
}
