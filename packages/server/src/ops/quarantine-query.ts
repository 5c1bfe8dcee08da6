import { ProbityError } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { fetchLimit, page, type PageQuery } from "./page.ts";

/** A quarantined payload with its header and, once its id was accepted, the position of the event. */
export interface QuarantineRow {
  readonly id: number;
  readonly source: string;
  readonly event_id: string;
  readonly type: string | null;
  readonly code: string;
  readonly errors: string;
  /** Empty when it was erased. */
  readonly body: string;
  readonly salt: string | null;
  readonly state: "open" | "resolved";
  readonly received_at: Date;
  readonly resolved_at: Date | null;
  readonly erased_at: Date | null;
  readonly position: number | null;
  readonly header: string | null;
  readonly accepted_position: number | null;
}

/** What a list of quarantined payloads is narrowed by. */
export interface QuarantineFilter {
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly state?: "open" | "resolved" | undefined;
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- the type of a query is the query
const select = (store: Store, filter: QuarantineFilter) => {
  let query = store.db
    .selectFrom("quarantine")
    .leftJoin("log as own", "own.position", "quarantine.position")
    .leftJoin("event", (join) =>
      join.onRef("event.source", "=", "quarantine.source").onRef("event.id", "=", "quarantine.event_id"),
    )
    .leftJoin("log as accepted", "accepted.event", "event.key")
    .selectAll("quarantine")
    .select(["own.header", "accepted.position as accepted_position"]);
  for (const column of ["source", "type", "code", "state"] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(`quarantine.${column}`, "=", value);
  }
  return query;
};

/** Open payloads with higher ids than `after`, oldest first. */
export function openQuarantine(
  store: Store,
  filter: QuarantineFilter,
  after: number,
  limit: number,
): Promise<readonly QuarantineRow[]> {
  const open = select(store, { ...filter, state: "open" });
  return open.where("quarantine.id", ">", after).orderBy("quarantine.id").limit(limit).execute();
}

/** One of them. Throws `PROBITY_E_NOT_FOUND`. */
export async function findQuarantined(store: Store, id: number): Promise<QuarantineRow> {
  const row = await select(store, {}).where("quarantine.id", "=", id).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `nothing in quarantine under ${id}`);
  return row;
}

/** A page of them, newest first. */
export async function listQuarantine(store: Store, filter: QuarantineFilter & PageQuery): Promise<object> {
  let query = select(store, filter);
  if (filter.cursor !== undefined) query = query.where("quarantine.id", "<", Number(filter.cursor));
  const found = await query.orderBy("quarantine.id", "desc").limit(fetchLimit(filter)).execute();
  const { rows, ...next } = page(found, filter, ({ id }) => id);
  return { items: rows.map(quarantineView), ...next };
}

/** What the operator sees without the payload: `position` is that of the refused entry, `resolvedPosition` of the event. */
export const quarantineView = (row: QuarantineRow): object => ({
  id: row.id,
  source: row.source,
  eventId: row.event_id,
  type: row.type,
  code: row.code,
  state: row.state,
  receivedAt: row.received_at.toISOString(),
  resolvedAt: row.resolved_at?.toISOString() ?? null,
  position: row.position,
  resolvedPosition: row.state === "resolved" ? row.accepted_position : null,
  erasedAt: row.erased_at?.toISOString() ?? null,
});
