import { createHash } from "node:crypto";
import { ProbityError } from "@probity/contracts";
import type { JobWork, RunningJob } from "../jobs/index.ts";
import { ownSource } from "../log/index.ts";
import type { Context } from "../context.ts";
import type { Transaction } from "../store/index.ts";
import { coverName, coverRows } from "./cover.ts";
import { demandList } from "./demand-list.ts";
import { exportKinds, type ExportKindName } from "./kinds/index.ts";
import type { ExportKind } from "./kinds/kind.ts";
import { maxRows } from "./limits.ts";
import { dropParts, type PartWriter, partWriter } from "./parts.ts";
import { type Reader, type ReaderContext, readerOf } from "../reader/index.ts";
import type { AskedList } from "./asked-list.ts";
import { exportEvent, type ExportRow } from "./stored-export.ts";
import { createWorkbook } from "./xlsx/index.ts";

/** Kind of the job. */
export const exportJob = "list-export";

/** What making files needs. */
export type MakeContext = ReaderContext & Pick<Context, "newId">;

/**
 * The work of the job: reads the list as whoever asked may see it now, page by page, and writes the workbook part by part. A run
 * after a crash begins anew: nothing names the parts of a run that was cut off.
 */
export function exportWork(context: MakeContext): JobWork {
  return async (job) => {
    const { store } = context;
    const row = await store.db
      .selectFrom("list_export")
      .selectAll()
      .where("id", "=", job.id)
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_EXPORT_GONE", `no export ${job.id}`);
    const reader = await readerOf(context, row.asked_by);
    // Written by askExport, as is the filter.
    const kind = exportKinds[row.kind as ExportKindName];
    demandList(reader.granted, kind);
    await dropParts(store, row.id);
    const file = context.newId();
    const out = partWriter(store, { file, of: row.id });
    const made = await writeFile(context, { job, row, kind, reader, out });
    await out.flush(true);
    const bytes = out.size();
    const fileSha256 = out.sha256();
    return async (transaction) => {
      await keep(transaction, row.id, { file, bytes, fileSha256, ...made, sight: reader.sight });
      const told = { rows: made.rows, hash: made.sha256, file: fileSha256 };
      await context.log.logServerEvents(transaction, ownSource, [exportEvent(row, "made", told)]);
    };
  };
}

interface Making {
  readonly job: RunningJob;
  readonly row: ExportRow;
  readonly kind: ExportKind;
  readonly reader: Reader;
  readonly out: PartWriter;
}

interface Made {
  readonly rows: number;
  readonly sha256: string;
}

async function writeFile(context: ReaderContext, making: Making): Promise<Made> {
  const { row, kind, reader, out } = making;
  const { language } = row;
  const names = [coverName[language], kind.name[language]];
  const book = createWorkbook(names, context.config.timeZone, (bytes) => out.add(bytes));
  book.begin(1, {
    widths: kind.columns.map(({ width }) => width),
    head: kind.columns.map(({ label }) => label[language]),
  });
  const made = await writeRows(context, making, (cells) => book.row(cells));
  book.begin(0, { widths: [28, 80] });
  for (const cells of coverRows(row, kind, { by: reader.name, ...made })) book.row(cells);
  book.finish();
  return made;
}

async function writeRows(
  context: ReaderContext,
  { job, row, kind, reader, out }: Making,
  write: ReturnType<typeof createWorkbook>["row"],
): Promise<Made> {
  const asked: AskedList = {
    filter: JSON.parse(row.filter) as AskedList["filter"],
    asOf: row.as_of,
    askedAt: row.asked_at,
    language: row.language,
  };
  const total = await kind.count?.(context, reader, asked);
  if (total !== undefined) job.setTotal(total);
  const hash = createHash("sha256");
  let rows = 0;
  let things = 0;
  for await (const page of kind.pages(context, reader, asked)) {
    rows += page.rows.length;
    things += page.things;
    if (rows > maxRows) throw new ProbityError("PROBITY_E_EXPORT_LIMIT", `over ${maxRows} rows`);
    hash.update(page.rows.map((cells) => `${JSON.stringify(cells)}\n`).join(""));
    for (const cells of page.rows) write(cells);
    await out.flush();
    await job.at(things, () => null);
  }
  return { rows, sha256: hash.digest("hex") };
}

async function keep(
  { db }: Transaction,
  id: string,
  made: Made & {
    readonly file: string;
    readonly bytes: number;
    readonly fileSha256: string;
    readonly sight: string;
  },
): Promise<void> {
  await db
    .updateTable("list_export")
    .set({
      file: made.file,
      rows: made.rows,
      rows_sha256: made.sha256,
      bytes: made.bytes,
      file_sha256: made.fileSha256,
      sight: made.sight,
    })
    .where("id", "=", id)
    .execute();
}
