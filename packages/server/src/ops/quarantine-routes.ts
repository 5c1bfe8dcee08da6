import { type IngestResult, ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.ts";
import { depthOf } from "../http/index.ts";
import { checkEvent, plainSubmission, type ReceivedEvent } from "../ingest/index.ts";
import { idParams, json, listOf, operation, query } from "./describe.ts";
import { fetchLimit, filter, page, pageQuery, type PageQuery } from "./page.ts";

interface Filter extends PageQuery {
  readonly source?: string;
  readonly code?: string;
  readonly state?: "open" | "resolved";
}

interface ById {
  readonly Params: { readonly id: number };
}

const numberParams = {
  ...idParams,
  properties: { id: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER } },
} as const;

/** `/ops/quarantine`: events that could not be accepted, and their replay after a fix (EV-6). */
export function registerQuarantine(app: FastifyInstance, context: Context): void {
  app.get<{ Querystring: Filter }>(
    "/quarantine",
    {
      schema: operation("listQuarantine", "List refused events, newest first", {
        querystring: query({
          source: filter,
          code: filter,
          state: { enum: ["open", "resolved"] },
          ...pageQuery,
        }),
        response: { 200: listOf("items", "Without their bodies") },
      }),
    },
    (request) => list(context, request.query),
  );
  app.get<ById>(
    "/quarantine/:id",
    { schema: operation("getQuarantined", "One refused event, whole", { params: numberParams }) },
    async ({ params }) => {
      const row = await find(context, params.id);
      return { ...view(row), errors: json(row.errors), body: row.body };
    },
  );
  app.post<ById>(
    "/quarantine/:id/replay",
    {
      schema: operation(
        "replayQuarantined",
        "Take a refused event into the log after its cause was repaired",
        {
          params: numberParams,
        },
      ),
    },
    ({ params }) => replay(context, params.id),
  );
}

async function list({ store }: Context, filters: Filter): Promise<object> {
  let select = store.db.selectFrom("quarantine").selectAll();
  if (filters.source !== undefined) select = select.where("source", "=", filters.source);
  if (filters.code !== undefined) select = select.where("code", "=", filters.code);
  if (filters.state !== undefined) select = select.where("state", "=", filters.state);
  if (filters.cursor !== undefined) select = select.where("id", "<", Number(filters.cursor));
  const found = await select.orderBy("id", "desc").limit(fetchLimit(filters)).execute();
  const { rows, ...next } = page(found, filters, ({ id }) => id);
  return { items: rows.map(view), ...next };
}

interface Row {
  readonly id: number;
  readonly source: string;
  readonly event_id: string;
  readonly type: string | null;
  readonly code: string;
  readonly errors: string;
  readonly body: string;
  readonly state: string;
  readonly received_at: Date;
  readonly resolved_at: Date | null;
}

const view = (row: Row): object => ({
  id: row.id,
  source: row.source,
  eventId: row.event_id,
  type: row.type,
  code: row.code,
  state: row.state,
  receivedAt: row.received_at.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
});

async function find({ store }: Context, id: number): Promise<Row> {
  const row = await store.db.selectFrom("quarantine").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `nothing in quarantine under ${id}`);
  return row;
}

async function replay(context: Context, id: number): Promise<IngestResult> {
  const { source, body } = await find(context, id);
  const event: ReceivedEvent = { text: body, value: json(body), depth: depthOf(body) };
  await context.types.reload();
  const checked = checkEvent(event, source, context.types);
  if (!checked.valid) throw new ProbityError("PROBITY_E_REPLAY", checked.code, { errors: checked.errors });
  const [result] = (
    await context.ingester.ingest(await plainSubmission(context, source, [event]))
  ).results;
  if (result?.status === "quarantined") throw new ProbityError("PROBITY_E_REPLAY", result.detail ?? "");
  if (result === undefined) throw new ProbityError("PROBITY_E_INTERNAL", "an event gave no result");
  return result;
}
