import { type JsonObject, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import { personsOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Subject } from "../org/index.ts";
import { findEvent, type FoundEvent, listEvents, type EventFilter } from "./events-query.ts";
import { answerOf, idParams, listOf, operation, query } from "./describe.ts";
import { filter, pageQuery } from "./page.ts";
import { count, countOrNone, moment, text } from "./answer-parts.ts";

const listQuery = query({
  source: filter,
  type: filter,
  subject: filter,
  about: {
    enum: ["acts", "all"],
    default: "all",
    description:
      "acts: without what sources and server say about the reporting itself (heartbeats, gaps ...)",
  },
  since: {
    type: "integer",
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: "Oldest first, after this position",
  },
  ...pageQuery,
});

const eventAnswer = answerOf({
  position: count,
  id: text,
  source: text,
  type: text,
  subject: { type: ["string", "null"] },
  time: moment,
  receivedAt: moment,
  incomplete: count,
  hits: countOrNone,
  indeterminate: countOrNone,
  erasedAt: { ...moment, type: ["string", "null"] },
});

/** `/ops/events`: the log as the operator reads it. */
export function registerEvents(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: EventFilter }>(
    "/events",
    {
      config: { access: "event.read" },
      schema: operation("listEvents", "List events, newest first; with since, oldest first", {
        querystring: listQuery,
        response: { 200: listOf("events", "Without their data", eventAnswer) },
      }),
    },
    (request) => listEvents(store, request.query),
  );
  app.get<{ Params: { id: string }; Querystring: { source?: string } }>(
    "/events/:id",
    {
      config: { access: "event.read" },
      schema: operation("getEvent", "One event with its results and the record of its process", {
        params: idParams,
        querystring: query({ source: filter }),
      }),
    },
    async ({ params, query: { source }, actor, headers }) => {
      const found = await findEvent(store, params.id, source);
      if (found === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no event ${params.id}`);
      await noteRead(context, { actor, headers }, "event", params.id, aboutOf(context, found));
      return found;
    },
  );
}

/** Whom an act of power names; what the server tells of people here is about their work, not about them. */
function aboutOf({ types }: Pick<Context, "types">, { source, type, event }: FoundEvent): readonly Subject[] {
  const known = types.find(source, type);
  if (event === null || known?.definition.system === true) return [];
  // Validated when it was accepted.
  const { data } = event as { readonly data: JsonObject };
  return personsOf(known, data).map((id) => ({ kind: "person", id }));
}
