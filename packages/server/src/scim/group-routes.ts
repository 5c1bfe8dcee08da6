import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { count, pageOf, text, textOrNone } from "../ops/answer-parts.ts";
import { answerOf, operation, query } from "../ops/describe.ts";
import { filter, pageQuery, type PageQuery } from "../ops/page.ts";
import { textsOf } from "../org/index.ts";
import { listGroups } from "./groups.ts";

const listQuery = query({
  name: { ...filter, description: "Display name, in any case" },
  ...pageQuery,
});

/** `/ops/groups`: the groups of the identity provider, for whoever gives them roles. */
export function registerGroups(app: FastifyInstance, { store }: Pick<Context, "store">): void {
  app.get<{ Querystring: PageQuery & { readonly name?: string } }>(
    "/groups",
    {
      config: { access: "account.read" },
      schema: operation("listGroups", "List groups of the identity provider by id", {
        querystring: listQuery,
        response: {
          200: pageOf("groups", answerOf({ id: text, name: text, externalId: textOrNone, members: count })),
        },
      }),
    },
    async ({ query: { name, limit, cursor = "1" } }) => {
      const start = Number(cursor);
      const wanted = name === undefined ? undefined : { attribute: "displayname", value: name };
      const { total, found } = await listGroups({ store }, wanted, { start, count: limit });
      const groups = found.map(({ id, display_name, external_id, members }) => ({
        id,
        name: display_name,
        externalId: external_id,
        members: textsOf(members).length,
      }));
      const next = start + found.length;
      return { groups, ...(found.length > 0 && next <= total && { next: String(next) }) };
    },
  );
}
