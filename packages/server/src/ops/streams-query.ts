import { ProbityError } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { fetchLimit, page, type PageQuery } from "./page.ts";
import { readStreamReports, type StreamReport } from "./stream-reports.ts";

/** `silent`: beyond three of its announced intervals, and not closed. */
export const streamStates = ["open", "closed", "silent"] as const;

/** Filters of the list of streams. */
export interface StreamFilter extends PageQuery {
  readonly source?: string | undefined;
  readonly state?: (typeof streamStates)[number] | undefined;
}

/** Ids are 32 bits wide; the database refuses to compare them with more. */
const maxId = 2_147_483_647;

/** A page of streams, the newest first. */
export async function listStreams(store: Store, filter: StreamFilter): Promise<object> {
  const { source, state, cursor } = filter;
  let select = store.db.selectFrom("log_stream").selectAll();
  if (source !== undefined) select = select.where("source", "=", source);
  if (state === "closed") select = select.where("closed_at", "is not", null);
  if (state === "silent") select = select.where("closed_at", "is", null).where("silent_at", "is not", null);
  if (state === "open") select = select.where("closed_at", "is", null).where("silent_at", "is", null);
  if (cursor !== undefined) select = select.where("id", "<", Math.min(Number(cursor), maxId));
  const found = await select.orderBy("id", "desc").limit(fetchLimit(filter)).execute();
  const { rows, ...next } = page(found, filter, ({ id }) => id);
  const reports = await readStreamReports(store, rows);
  return { streams: rows.map((row) => view(row, reports.get(row.src))), ...next };
}

/** One stream with the gaps that name it. Throws `PROBITY_E_NOT_FOUND`. */
export async function getStream(store: Store, src: string): Promise<object> {
  const row = await store.db.selectFrom("log_stream").selectAll().where("src", "=", src).executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no stream ${src}`);
  const report = (await readStreamReports(store, [row])).get(src);
  return { ...view(row, report), gapEvents: report?.gaps ?? [], closeEvent: report?.close ?? null };
}

interface Row {
  readonly src: string;
  readonly source: string;
  readonly last_seq: number;
  readonly opened_at: Date;
  readonly last_at: Date;
  readonly heartbeat_seconds: number | null;
  readonly closed_at: Date | null;
  readonly silent_at: Date | null;
}

/** `complete`: closed, and everything up to the number that the close names is in the log. */
function view(row: Row, report: StreamReport | undefined): object {
  const { close, gaps = [] } = report ?? {};
  return {
    src: row.src,
    source: row.source,
    lastSequence: row.last_seq,
    state: row.closed_at !== null ? "closed" : row.silent_at !== null ? "silent" : "open",
    openedAt: row.opened_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    heartbeatSeconds: row.heartbeat_seconds,
    silentSince: row.closed_at === null ? (row.silent_at?.toISOString() ?? null) : null,
    closedAt: row.closed_at?.toISOString() ?? null,
    closeReason: close?.reason ?? null,
    complete: row.closed_at === null || close === undefined ? null : row.last_seq >= close.lastSequence,
    gaps: gaps.length,
    lost: gaps.reduce((sum, { count }) => sum + count, 0),
    heartbeat: report?.heartbeat ?? null,
  };
}
