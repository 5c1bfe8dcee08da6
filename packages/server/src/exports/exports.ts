import { type JsonObject, type Locale, ProbityError } from "@probity/contracts";
import type { Granted } from "../access/index.ts";
import type { Context } from "../context.ts";
import { cancelJob, insertJob, type JobView, readJob } from "../jobs/index.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { nextNumber } from "../numbers/index.ts";
import { dayIn } from "../rectify/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { armTimers } from "../timers/index.ts";
import { demandList } from "./demand-list.ts";
import { expiryTimer } from "./expiry.ts";
import { exportKinds, type ExportKindName } from "./kinds/index.ts";
import { keptMs, maxRows, maxStoredBytes, maxWaiting } from "./limits.ts";
import { exportJob } from "./make-file.ts";
import { dropParts, storedBytes } from "./parts.ts";
import { readerOf } from "../reader/index.ts";
import { exportEvent, type ExportRow, ownExport } from "./stored-export.ts";

/** What exports need. */
export type ExportContext = Pick<
  Context,
  "store" | "types" | "clock" | "organisation" | "links" | "config" | "log" | "newId" | "jobs"
>;

/** What somebody wants a file of. */
export interface ExportOrder {
  readonly kind: ExportKindName;
  readonly filter: JsonObject;
  /** Place in the log up to which the list was looked at. Default: its end. */
  readonly asOf?: number | undefined;
  readonly language: Locale;
}

/** A file that somebody asked for. */
export interface ExportView {
  readonly id: string;
  readonly number: string;
  readonly kind: string;
  readonly filter: unknown;
  readonly state: JobView["state"] | "expired";
  readonly done: number;
  /** Null where nobody can say beforehand. */
  readonly total: number | null;
  readonly rows: number | null;
  readonly bytes: number | null;
  readonly rowsSha256: string | null;
  readonly fileSha256: string | null;
  readonly askedAt: string;
  readonly expiresAt: string;
  /** A code of the error table; null unless it failed. */
  readonly failure: string | null;
}

const insert: Statement = {
  name: "export-ask",
  text: `insert into list_export (id, number, kind, filter, as_of, language, purpose, asked_by, asked_at, expires_at)
    select $1, $2, $3, $4, coalesce($5::bigint, (select position from score_position where name = 'score')), $6, $7, $8,
      $9::timestamptz, $10::timestamptz`,
};
const waiting: Statement = {
  name: "export-waiting",
  text: `select count(*)::int as n from list_export e join job j on j.id = e.id
    where e.asked_by = $1 and j.state in ('queued', 'running')`,
};

/**
 * Asks for a file, which a job makes. Throws `PROBITY_E_FORBIDDEN` for whoever may not read the list, `PROBITY_E_EXPORT_LIMIT` for too
 * many rows or files.
 */
export async function askExport(
  context: ExportContext,
  by: Granted,
  order: ExportOrder,
  purpose: string | undefined,
): Promise<ExportView> {
  const { store, clock, newId, config } = context;
  const kind = exportKinds[order.kind];
  demandList(by, kind);
  const now = new Date(clock());
  await demandRoom(context, by, order, now);
  const id = newId();
  await loggingTransaction(store, async (transaction) => {
    const year = Number(dayIn(config.timeZone, now).slice(0, 4));
    const number = `EXP-${year}-${String(await nextNumber(transaction, "export", year)).padStart(5, "0")}`;
    const expiresAt = new Date(now.getTime() + keptMs);
    const filter = JSON.stringify(order.filter);
    const row = [id, number, order.kind, filter, order.asOf ?? null, order.language, purpose ?? null];
    await transaction.run(insert, [...row, by.id, now.toISOString(), expiresAt.toISOString()]);
    await insertJob(transaction, { id, kind: exportJob, input: {}, by: by.id }, now);
    await armTimers(transaction, [{ kind: expiryTimer, key: id, dueAt: expiresAt, payload: {} }]);
    const asked = { number, kind: order.kind, asked_by: by.id };
    const told = { filter: filter.slice(0, 2_000), ...(purpose !== undefined && { purpose }) };
    await context.log.logServerEvents(transaction, ownSource, [exportEvent(asked, "asked", told)]);
  });
  context.jobs.wake();
  return await showExport(context, by, id);
}

async function demandRoom(context: ExportContext, by: Granted, order: ExportOrder, now: Date): Promise<void> {
  const { store } = context;
  const [open] = await store.run<{ n: number }>(waiting, [by.id]);
  if ((open?.n ?? 0) >= maxWaiting)
    throw new ProbityError("PROBITY_E_EXPORT_LIMIT", `${maxWaiting} files are waiting to be made`);
  if ((await storedBytes(store)) > maxStoredBytes)
    throw new ProbityError("PROBITY_E_EXPORT_LIMIT", "the room for files is used up");
  const kind = exportKinds[order.kind];
  if (kind.count === undefined) return;
  const reader = await readerOf(context, by.id);
  const asOf = order.asOf ?? Number.MAX_SAFE_INTEGER;
  const count = await kind.count(context, reader, { ...order, asOf, askedAt: now });
  if (count > maxRows)
    throw new ProbityError("PROBITY_E_EXPORT_LIMIT", `${count} rows, and a file has at most ${maxRows}`);
}

/** One of a person's own files, and how far it is. Throws `PROBITY_E_NOT_FOUND`. */
export async function showExport(
  { store, clock }: Pick<ExportContext, "store" | "clock">,
  by: Granted,
  id: string,
): Promise<ExportView> {
  const row = await ownExport(store, by.id, id);
  return viewOf(row, await readJob(store, id), new Date(clock()));
}

/** A person's own files that are kept, the newest first; at most 100. */
export async function listExports(
  { store, clock }: Pick<ExportContext, "store" | "clock">,
  by: Granted,
): Promise<readonly ExportView[]> {
  const now = new Date(clock());
  const rows = await store.db
    .selectFrom("list_export")
    .selectAll()
    .where("asked_by", "=", by.id)
    .where("expires_at", ">", now)
    .orderBy("asked_at", "desc")
    .orderBy("id", "desc")
    .limit(100)
    .execute();
  return await Promise.all(rows.map(async (row) => viewOf(row, await readJob(store, row.id), now)));
}

/** Ends the making of a file. Throws `PROBITY_E_JOB_STATE` for one that is made. */
export async function cancelExport(context: ExportContext, by: Granted, id: string): Promise<ExportView> {
  const { store, clock, log } = context;
  const row = await ownExport(store, by.id, id);
  await loggingTransaction(store, async (transaction) => {
    await cancelJob(transaction, id, by.id, new Date(clock()));
    await dropParts(transaction, id);
    await log.logServerEvents(transaction, ownSource, [exportEvent(row, "cancelled")]);
  });
  return await showExport(context, by, id);
}

/**
 * Gives a file out to whoever asked for it, and logs that. Whether they may have it is judged anew: throws `PROBITY_E_FORBIDDEN` for
 * whoever may not read the list any more, `PROBITY_E_EXPORT_GONE` where they may see something else by now, `PROBITY_E_JOB_STATE`
 * while it is not made.
 */
export async function takeExport(
  context: ExportContext,
  by: Granted,
  id: string,
): Promise<ExportRow & { readonly file: string; readonly bytes: number }> {
  const { store, clock, log } = context;
  const row = await ownExport(store, by.id, id);
  // Written by askExport.
  demandList(by, exportKinds[row.kind as ExportKindName]);
  const { file, bytes } = row;
  if (row.expires_at.getTime() <= clock())
    throw new ProbityError("PROBITY_E_EXPORT_GONE", `${row.number} has expired`);
  if (file === null || bytes === null)
    throw new ProbityError("PROBITY_E_JOB_STATE", `${row.number} is not made`);
  const { sight } = await readerOf(context, by.id);
  if (sight !== row.sight)
    throw new ProbityError("PROBITY_E_EXPORT_GONE", "what you may see has changed since it was made");
  const told = row.file_sha256 === null ? {} : { file: row.file_sha256 };
  await loggingTransaction(store, (transaction: Transaction) =>
    log.logServerEvents(transaction, ownSource, [exportEvent(row, "taken", told)]),
  );
  return { ...row, file, bytes };
}

/** The job is read after the row: one that ended in between is not done before the row says what was made. */
const stateOf = ({ file }: ExportRow, { state }: JobView): JobView["state"] =>
  state === "done" && file === null ? "running" : state;

function viewOf(row: ExportRow, job: JobView, now: Date): ExportView {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    filter: JSON.parse(row.filter),
    state: row.expires_at <= now ? "expired" : stateOf(row, job),
    done: job.done,
    total: job.total,
    rows: row.rows,
    bytes: row.bytes,
    rowsSha256: row.rows_sha256,
    fileSha256: row.file_sha256,
    askedAt: row.asked_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    failure: job.failure?.code ?? null,
  };
}
