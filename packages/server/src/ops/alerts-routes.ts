import { ProbityError } from "@probity/contracts";
import type { FastifyInstance } from "fastify";
import { noteRead } from "../access/index.ts";
import type { Context } from "../context.ts";
import { aboutOf, findingsOf } from "./alert-findings.ts";
import { alertView } from "./alert-view.ts";
import { listByPriority, tracksOf } from "./alerts-priority.ts";
import { alertSubjects } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import { idParams, listOf, operation, query } from "./describe.ts";
import {
  fetchLimit,
  filter,
  keyCursor,
  keyedPageQuery,
  page,
  type PageQuery,
  readKeyCursor,
} from "./page.ts";

interface Filter extends PageQuery {
  readonly source?: string;
  readonly rule?: string;
  readonly level?: number;
  readonly state?: string;
  readonly subject?: string;
  readonly class?: string;
  readonly order?: "newest" | "priority";
}

const listQuery = query({
  source: filter,
  rule: filter,
  level: { type: "integer", minimum: 1, maximum: 3 },
  state: filter,
  subject: filter,
  class: { enum: ["business", "integrity"] },
  order: {
    enum: ["newest", "priority"],
    default: "newest",
    description:
      "priority: open alerts by subject; 6, 3, 1 for levels 1, 2, 3 times the confidence, summed over the subject",
  },
  ...keyedPageQuery,
});

/** `/ops/alerts`: findings grouped by rule and subject (AL-3). */
export function registerAlerts(app: FastifyInstance, context: Context): void {
  const { store } = context;
  app.get<{ Querystring: Filter }>(
    "/alerts",
    {
      config: { access: "alert.read" },
      schema: operation("listAlerts", "List alerts, newest first", {
        querystring: listQuery,
        response: { 200: listOf("alerts", "Without their findings") },
      }),
    },
    ({ query: asked }) =>
      asked.order === "priority" ? listByPriority(store, asked) : listAlerts(store, asked),
  );
  app.get<{ Params: { id: string } }>(
    "/alerts/:id",
    {
      config: { access: "alert.read" },
      schema: operation(
        "getAlert",
        "One alert with what its rule is about, its findings, their evidence and events",
        {
          params: idParams,
        },
      ),
    },
    async ({ params, actor, headers }) => {
      const row = await store.db
        .selectFrom("alert")
        .selectAll()
        .where("id", "=", params.id)
        .executeTakeFirst();
      if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${params.id}`);
      const subjects = await alertSubjects(store, params.id);
      await noteRead(context, { actor, headers }, "alert", params.id, subjects);
      const about = await aboutOf(store, row);
      const tracks = await tracksOf(store, row);
      return { ...alertView(row), about, tracks, findings: await findingsOf(store, params.id) };
    },
  );
}

/** Pages go by the first position: it never changes, while the last one moves as hits join. */
async function listAlerts(store: Store, filters: Filter): Promise<object> {
  let select = store.db.selectFrom("alert").selectAll();
  for (const column of ["source", "rule", "level", "state", "subject", "class"] as const) {
    const value = filters[column];
    if (value !== undefined) select = select.where(column, "=", value);
  }
  if (filters.cursor !== undefined) {
    const { place, key } = readKeyCursor(filters.cursor, 1);
    select = select.where((eb) =>
      eb.or([
        eb("first_position", "<", place),
        eb.and([eb("first_position", "=", place), eb("id", ">", key[0] ?? "")]),
      ]),
    );
  }
  const found = await select
    .orderBy("first_position", "desc")
    .orderBy("id")
    .limit(fetchLimit(filters))
    .execute();
  const { rows, ...next } = page(found, filters, (row) => keyCursor(row.first_position, row.id));
  return { alerts: rows.map(alertView), ...next };
}
