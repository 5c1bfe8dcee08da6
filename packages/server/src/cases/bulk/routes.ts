import type { FastifyInstance } from "fastify";
import type { Context } from "../../context.ts";
import { keyedPageQuery, type PageQuery } from "../../ops/page.ts";
import { grantedPerson } from "../routes/reading.ts";
import { caseParams, operation } from "../routes/schemas.ts";
import { workOnCases } from "../work.ts";
import { viewAct } from "./act.ts";
import { bulkAnswer, bulksAnswer } from "./answers.ts";
import { undoBulk } from "./ask.ts";
import { findAct, listActs } from "./store-act.ts";

interface ById {
  readonly Params: { readonly id: string };
}

const config = { access: "case.read", scoped: true } as const;

/** `/console/bulk`: somebody's own acts on many things: how far they are, and undoing them. */
export function registerBulkActs(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: PageQuery }>(
    "/bulk",
    {
      config,
      schema: operation("listBulkActs", "Own acts on many things, the newest first", {
        response: { 200: bulksAnswer },
        querystring: { type: "object", properties: keyedPageQuery, additionalProperties: false },
      }),
    },
    async ({ query, actor }) => {
      const { acts, ...next } = await listActs(context.store, grantedPerson(actor).id, query);
      return { acts: acts.map(viewAct), ...next };
    },
  );
  app.get<ById>(
    "/bulk/:id",
    {
      config,
      schema: operation("showBulkAct", "How far an act is, and what refused it", {
        response: { 200: bulkAnswer },
        params: caseParams,
      }),
    },
    async ({ params: { id }, actor }) => viewAct(await findAct(context.store, id, grantedPerson(actor).id)),
  );
  app.post<ById>(
    "/bulk/:id/undo",
    {
      config,
      schema: operation("undoBulkAct", "Undo an act before it has changed anything", {
        response: { 200: bulkAnswer },
        params: caseParams,
      }),
    },
    async ({ params: { id }, actor }) => {
      const undone = await workOnCases(context, (work) => undoBulk(work, grantedPerson(actor), id));
      context.scorer.wake();
      return undone;
    },
  );
}
