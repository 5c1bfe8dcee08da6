import type { FastifyInstance, FastifyRequest } from "fastify";
import { noteRead } from "../access/index.ts";
import { alertSubjects, operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { idParams, query } from "../ops/describe.ts";
import { alertAnswer, inboxAnswers } from "./answers.ts";
import type { AlertFilter } from "./filter.ts";
import { placeOf, type Sort } from "./list-alerts.ts";
import { filterOf, type Readings } from "./reading.ts";
import { asOfProperty, filterProperties, windowProperties } from "./schemas.ts";
import { seeLine, showAlert } from "./show-alert.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const reads = { access: "alert.read", scoped: true } as const;

/** `/console/alerts/:id`: one alert, for a purpose that is logged (SE-2). */
export function registerAlert(app: FastifyInstance, context: Context, readings: Readings): void {
  app.get<ById>(
    "/alerts/:id",
    {
      config: reads,
      schema: operation("showAlert", "An alert with everything to decide by", {
        params: idParams,
        response: { 200: alertAnswer },
      }),
    },
    async ({ params: { id }, actor, headers }) => {
      const { parts, viewer } = await readings(actor);
      const shown = await showAlert(parts, id, viewer);
      await note(context, { actor, headers }, id);
      return shown;
    },
  );
  registerPlace(app, context, readings);
}

/** Where it stands in a list, and its receipt. */
function registerPlace(app: FastifyInstance, context: Context, readings: Readings): void {
  app.get<ById & { Querystring: AlertFilter & { sort: Sort } }>(
    "/alerts/:id/place",
    {
      config: reads,
      schema: operation("placeAlert", "Where an alert stands in the list of a filter, and its neighbours", {
        params: idParams,
        querystring: query({ ...filterProperties, ...asOfProperty, sort: windowProperties["sort"] }),
        response: { 200: inboxAnswers.place },
      }),
    },
    async ({ params: { id }, query: asked, actor }) => {
      const { parts, viewer } = await readings(actor);
      return await placeOf(parts, filterOf(context, asked), { sort: asked.sort, id }, viewer);
    },
  );
  app.get<ById>(
    "/alerts/:id/proof",
    {
      config: reads,
      schema: operation("proveAlert", "The receipt of the event that opened it (C2SP tlog-proof)", {
        params: idParams,
      }),
    },
    async ({ params: { id }, actor }, reply) => {
      const { parts, viewer } = await readings(actor);
      const { position } = await seeLine(parts, id, viewer);
      return await reply.type("text/plain; charset=utf-8").send(await context.log.receipt(position));
    },
  );
}

const note = async (
  context: Context,
  request: Pick<FastifyRequest, "actor" | "headers">,
  id: string,
): Promise<void> => await noteRead(context, request, "alert", id, await alertSubjects(context.store, id));
