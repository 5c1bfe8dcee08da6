import type { FastifyInstance } from "fastify";
import { body, grantedPerson, operation } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { answerOf, idParams, query } from "../ops/describe.ts";
import { addView, changeView, listViews, type NewView, removeView } from "./views.ts";
import { text } from "../ops/answer-parts.ts";

const screen = { enum: ["alerts", "cases", "lists", "prechecks"] } as const;
const fields = {
  name: { type: "string", minLength: 1, maxLength: 100, pattern: "^(?=.*\\S)[^\\u0000-\\u001f]*$" },
  query: {
    type: "string",
    maxLength: 2000,
    pattern: "^[\\u0021-\\u007e]*$",
    description: "Of the list's address, percent-encoded, without the question mark",
  },
  unit: { type: "string", minLength: 1, maxLength: 200, pattern: "^[^\\u0000-\\u001f]+$" },
  place: { type: "integer", minimum: 0, maximum: 10_000 },
} as const;
const viewsAnswer = answerOf({
  views: {
    type: "array",
    items: answerOf({
      id: text,
      screen,
      name: text,
      query: text,
      owner: text,
      own: { type: "boolean" },
      unit: { type: ["string", "null"] },
      place: { type: "integer" },
    }),
  },
});
const config = { access: "alert.read", scoped: true } as const;

interface ById {
  readonly Params: { readonly id: string };
}

/** `/console/views`: names for filters, of one's own and shared within a unit (UI-1). */
export function registerViews(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { screen: string } }>(
    "/views",
    {
      config,
      schema: operation("listViews", "Own views of a list and those that are shared with one's units", {
        querystring: { ...query({ screen }), required: ["screen"] },
        response: { 200: viewsAnswer },
      }),
    },
    async ({ query: asked, actor }) => ({
      views: await listViews(context, grantedPerson(actor), asked.screen),
    }),
  );
  app.post<{ Body: NewView }>(
    "/views",
    {
      config,
      schema: operation("addView", "Keep a view", {
        body: body({ screen, ...fields }, ["screen", "name", "query"]),
      }),
    },
    async ({ body: view, actor }, reply) =>
      await reply.status(201).send(await addView(context, grantedPerson(actor), view)),
  );
  app.put<ById & { Body: Omit<NewView, "screen"> }>(
    "/views/:id",
    {
      config,
      schema: operation("changeView", "Change one of the own views", {
        params: idParams,
        body: body(fields, ["name", "query"]),
      }),
    },
    async ({ params: { id }, body: change, actor }) => {
      await changeView(context, grantedPerson(actor), id, change);
      return { id };
    },
  );
  app.delete<ById>(
    "/views/:id",
    { config, schema: operation("removeView", "Take one of the own views away", { params: idParams }) },
    async ({ params: { id }, actor }) => {
      await removeView(context, grantedPerson(actor), id);
      return { id };
    },
  );
}
