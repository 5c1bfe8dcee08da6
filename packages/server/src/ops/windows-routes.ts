import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { viewWindows, type WantedWindow, wantedOf } from "../features/index.ts";
import { listOf, operation, query } from "./describe.ts";

const windowParams = {
  type: "object",
  properties: { id: { type: "integer", minimum: 1, maximum: 2_147_483_647 } },
  required: ["id"],
} as const;

const windowQuery = query({
  counts: {
    type: "boolean",
    default: true,
    description:
      "false: members, keys, largestKey and bytes are null. For whoever looks how far a fill is: counting reads every member.",
  },
});

/** `/ops/windows`: what the windows of rules are made of, and what they cost (FE-1). */
export function registerWindows(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: { counts: boolean } }>(
    "/windows",
    {
      config: { access: "window.read" },
      schema: operation("listWindows", "List windows with the rules that use them and what they cost", {
        querystring: windowQuery,
        response: { 200: listOf("windows", "Members, keys, bytes, and how far each is filled") },
      }),
    },
    async ({ query: { counts } }) => ({
      windows: await viewWindows(context.store, await wantedInForce(context), counts),
      waiting: [...context.bundles.waiting()].map(([source, left]) => ({ source, left })),
    }),
  );
  app.post<{ Params: { id: number } }>(
    "/windows/:id/rebuild",
    {
      config: { access: "window.write" },
      schema: {
        ...operation("rebuildWindow", "Make the members of a window again from the log", {
          params: windowParams,
        }),
        description:
          "Answers at once. The window keeps its values until the new members take their place in one transaction; `rebuilt` then says how many differed. Its id is another one afterwards.",
      },
    },
    async ({ params }, reply) =>
      reply.status(202).send({ id: params.id, rebuild: await context.windows.rebuild(params.id) }),
  );
}

/** What the bundles in force need. */
async function wantedInForce({ store, bundles }: Context): Promise<readonly WantedWindow[]> {
  const rows = await store.db.selectFrom("source").select("id").where("revoked_at", "is", null).execute();
  const wanted: WantedWindow[] = [];
  for (const { id } of rows) {
    // oxlint-disable-next-line no-await-in-loop -- mostly in memory
    const active = await bundles.current(id);
    if (active !== undefined) wanted.push(...wantedOf(active.evaluator.bundle));
  }
  return wanted;
}
