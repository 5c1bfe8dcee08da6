import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { query } from "../ops/describe.ts";
import { inboxAnswers } from "./answers.ts";
import { registerAlertActs } from "./acts/routes.ts";
import { registerAlert } from "./alert-routes.ts";
import { countBy } from "./count-by.ts";
import type { AlertFilter } from "./filter.ts";
import { countAlerts, listAlerts, type Window } from "./list-alerts.ts";
import { createReadings, filterOf } from "./reading.ts";
import { asOfProperty, filterProperties, windowProperties } from "./schemas.ts";

const reads = { access: "alert.read", scoped: true } as const;

/** `/console/alerts`: the inbox (UI-1). */
export function registerTriage(app: FastifyInstance, context: Context): void {
  const readings = createReadings(context);
  app.get<{ Querystring: AlertFilter & Window }>(
    "/alerts",
    {
      config: reads,
      schema: operation("listInbox", "A page of the inbox, by cursor or by place", {
        querystring: query({ ...filterProperties, ...windowProperties }),
        response: { 200: inboxAnswers.page },
      }),
    },
    async ({ query: asked, actor }) => {
      if (asked.cursor !== undefined && asked.offset !== undefined)
        throw new ProbityError("PROBITY_E_REQUEST", "either a cursor or an offset");
      const { parts, viewer } = await readings(actor);
      return await listAlerts(parts, filterOf(context, asked), asked, viewer);
    },
  );
  const counted = query({ ...filterProperties, ...asOfProperty });
  app.get<{ Querystring: AlertFilter }>(
    "/alerts/count",
    {
      config: reads,
      schema: operation("countInbox", "How many alerts a filter finds, and as of where", {
        querystring: counted,
        response: { 200: inboxAnswers.count },
      }),
    },
    async ({ query: asked, actor }) => {
      const { parts, viewer } = await readings(actor);
      return await countAlerts(parts, filterOf(context, asked), viewer);
    },
  );
  app.get<{ Querystring: AlertFilter }>(
    "/alerts/counts",
    {
      config: reads,
      schema: operation(
        "countInboxViews",
        "How many of them are open, mine, overdue, of each level, side and state",
        {
          querystring: counted,
          response: { 200: inboxAnswers.counts },
        },
      ),
    },
    async ({ query: asked, actor }) => {
      const { parts, viewer } = await readings(actor);
      return await countBy(parts, filterOf(context, asked), viewer);
    },
  );
  registerAlert(app, context, readings);
  registerAlertActs(app, context, readings);
}
