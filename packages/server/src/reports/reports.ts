import { ProbityError } from "@probity/contracts";
import { type Granted, requireAt } from "../access/index.ts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource, type ServerEvent } from "../log/index.ts";
import { nextNumber } from "../numbers/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import { dayIn } from "../rectify/index.ts";
import { demandHeld, type Reader, type ReaderContext, readerOf } from "../reader/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Store, Transaction } from "../store/index.ts";
import { makeContent, type ReportContent, type ReportOrder, type UnnumberedContent } from "./content.ts";
import { seesIntegrity, seesReportSql } from "./sees-report.ts";

/** What reports need. */
export type ReportContext = ReaderContext & Pick<Context, "newId">;

/** A report in a list. */
export interface ListedReport {
  readonly id: string;
  readonly number: string;
  readonly kind: ReportContent["kind"];
  readonly title: string;
  readonly unit: string | null;
  readonly from: string;
  readonly to: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly sha256: string;
  readonly series: string | null;
}

/** A report. */
export interface ShownReport extends ListedReport {
  readonly content: ReportContent;
}

/** Longest period. */
const mostMs = 1_100 * 86_400_000;

/** A report that is put together and not kept yet. */
export interface Prepared {
  readonly id: string;
  readonly order: ReportOrder;
  readonly by: Granted;
  readonly content: UnnumberedContent;
  readonly series: string | null;
}

/**
 * Makes a report and keeps it. Throws `PROBITY_E_REQUEST` for a period that is none, `PROBITY_E_FORBIDDEN` for whoever may not make one
 * of this unit.
 */
export async function makeReport(
  context: ReportContext,
  by: Granted,
  order: ReportOrder,
): Promise<ShownReport> {
  const { store, log, newId } = context;
  demandPeriod(order);
  const reader = await readerOf(context, by.id);
  await demandMaker(store, reader, order);
  const id = newId();
  const prepared = { id, order, by, content: await makeContent(context, reader, order), series: null };
  await loggingTransaction(store, async (transaction) => {
    const { event } = await keepReport(context, transaction, prepared);
    await log.logServerEvents(transaction, ownSource, [event]);
  });
  return await showReport(store, by, id);
}

function demandPeriod({ from, to }: ReportOrder): void {
  const length = Date.parse(to) - Date.parse(from);
  if (!(length > 0 && length <= mostMs))
    throw new ProbityError("PROBITY_E_REQUEST", "a period of up to 1,100 days, its end behind its beginning");
}

/** Throws `PROBITY_E_FORBIDDEN` for whoever may not make reports of a unit; without a unit it takes the right for all of them. */
export async function demandMaker(
  { db }: Pick<Store, "db">,
  { granted }: Reader,
  { unit }: Pick<ReportOrder, "unit">,
): Promise<void> {
  demandHeld(granted, "report.export");
  await requireAt(db, granted, "report.export", unit ?? null);
  await requireAt(db, granted, "alert.read", unit ?? null);
}

/** Keeps a report with the caller's transaction, in which its number is counted, and which then logs `event`. */
export async function keepReport(
  { config }: Pick<ReportContext, "config">,
  transaction: Transaction,
  { id, order, by, content, series }: Prepared,
): Promise<{ readonly number: string; readonly event: ServerEvent }> {
  const { kind, madeAt } = content;
  const year = Number(dayIn(config.timeZone, new Date(madeAt)).slice(0, 4));
  const sequence = await nextNumber(transaction, "report", year);
  const number = `REP-${year}-${String(sequence).padStart(4, "0")}`;
  const text = JSON.stringify({ number, ...content } satisfies ReportContent);
  const hash = sha256Hex(text);
  const { title, unit = null, from, to } = order;
  const row = { id, number, kind, title, unit, content: text, sha256: hash, series };
  await transaction.db
    .insertInto("report")
    .values({
      ...row,
      integrity: seesIntegrity(by),
      from_at: from,
      to_at: to,
      made_by: by.id,
      made_at: madeAt,
    })
    .execute();
  const told = { number, kind, from, to, hash, by: by.id, ...(unit !== null && { unit }) };
  return { number, event: { type: "report.made", data: { report: told } } };
}

/** A page of reports that somebody may read, the newest first. */
export async function listReports(
  { db }: Pick<Store, "db">,
  granted: Granted,
  asked: PageQuery,
): Promise<{ readonly reports: readonly ListedReport[]; readonly next?: string }> {
  let query = db.selectFrom("report").select(listed).where(seesReportSql(granted));
  if (asked.cursor !== undefined) {
    const { place, key } = readKeyCursor(asked.cursor, 1);
    const at = new Date(place);
    query = query.where((eb) =>
      eb.or([eb("made_at", "<", at), eb.and([eb("made_at", "=", at), eb("id", "<", key[0] ?? "")])]),
    );
  }
  const found = await query
    .orderBy("made_at", "desc")
    .orderBy("id", "desc")
    .limit(fetchLimit(asked))
    .execute();
  const { rows, ...next } = page(found, asked, (row) => keyCursor(row.made_at.getTime(), row.id));
  return { reports: rows.map(listedOf), ...next };
}

const listed = [
  "id",
  "number",
  "kind",
  "title",
  "unit",
  "from_at",
  "to_at",
  "made_by",
  "made_at",
  "sha256",
  "series",
] as const;

/** One report. Throws `PROBITY_E_NOT_FOUND`, for what somebody may not read as well. */
export async function showReport(
  { db }: Pick<Store, "db">,
  granted: Granted,
  id: string,
): Promise<ShownReport> {
  const row = await db
    .selectFrom("report")
    .select([...listed, "content"])
    .where("id", "=", id)
    .where(seesReportSql(granted))
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no report ${id}`);
  // Written by keepReport.
  return { ...listedOf(row), content: JSON.parse(row.content) as ReportContent };
}

/** What is known of a number and a hash that stand on paper. */
export interface Verified {
  /** `unknown` number, `other` hash, or `same`. */
  readonly result: "unknown" | "other" | "same";
  readonly madeAt: string | null;
}

/** Checks a report on paper by its number and hash; the log's `report.made` of that number has the same. */
export async function verifyReport(
  { db }: Pick<Store, "db">,
  { number, hash }: { readonly number: string; readonly hash: string },
): Promise<Verified> {
  const row = await db
    .selectFrom("report")
    .select(["content", "made_at"])
    .where("number", "=", number)
    .executeTakeFirst();
  if (row === undefined) return { result: "unknown", madeAt: null };
  // Of what is kept now, not what it was said to be.
  const same = sha256Hex(row.content) === hash.toLowerCase();
  return { result: same ? "same" : "other", madeAt: row.made_at.toISOString() };
}

interface Row {
  readonly id: string;
  readonly number: string;
  readonly kind: ReportContent["kind"];
  readonly title: string;
  readonly unit: string | null;
  readonly from_at: Date;
  readonly to_at: Date;
  readonly made_by: string;
  readonly made_at: Date;
  readonly sha256: string;
  readonly series: string | null;
}

const listedOf = ({
  from_at: from,
  to_at: to,
  made_by: madeBy,
  made_at: madeAt,
  ...row
}: Row): ListedReport => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  title: row.title,
  unit: row.unit,
  from: from.toISOString(),
  to: to.toISOString(),
  madeBy,
  madeAt: madeAt.toISOString(),
  sha256: row.sha256,
  series: row.series,
});
