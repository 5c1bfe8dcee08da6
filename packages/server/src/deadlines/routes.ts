import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { filter, keyedPageQuery } from "../ops/page.ts";
import { type DeadlineFilter, deadlineStates, listDeadlines } from "./list-deadlines.ts";

const listQuery = {
  type: "object",
  properties: {
    state: { type: "string", enum: deadlineStates, default: "open" },
    source: filter,
    rule: filter,
    subject: filter,
    ...keyedPageQuery,
  },
  additionalProperties: false,
} as const;

/** `/ops/deadlines`: what rules await in processes, since when and until when (FE-3). */
export function registerDeadlines(app: FastifyInstance, { store, clock }: Context): void {
  app.get<{ Querystring: DeadlineFilter }>(
    "/deadlines",
    {
      config: { access: "deadline.read" },
      schema: {
        operationId: "listDeadlines",
        summary: "List what is awaited in processes, what is due first at the top",
        tags: ["operator"],
        querystring: listQuery,
      },
    },
    async ({ query }) => await listDeadlines(store, query, new Date(clock())),
  );
}
