import { ProbityError } from "@probity/contracts";
import type { JobWork } from "../jobs/index.ts";
import { ownSource } from "../log/index.ts";
import { notify } from "../notify/index.ts";
import { readerOf } from "../reader/index.ts";
import type { Transaction } from "../store/index.ts";
import { makeContent } from "./content.ts";
import type { CalendarPeriod } from "./period-of.ts";
import { demandMaker, keepReport, type ReportContext } from "./reports.ts";
import { seesIntegrity } from "./sees-report.ts";
import { readersOf, recipientsOf } from "./series.ts";

/** The work of the job: the report of a period of a series, as whoever began it may see the figures now; its recipients are told. */
export function reportWork(context: ReportContext): JobWork {
  return async (job) => {
    const { store, log } = context;
    // Written by the timer of the series.
    const { series: id, from, to } = job.input as unknown as CalendarPeriod & { readonly series: string };
    const series = await store.db
      .selectFrom("report_series")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    if (series === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no series ${id}`);
    const reader = await readerOf(context, series.made_by);
    const { title, unit, domain, model } = series;
    const order = {
      title,
      from,
      to,
      unit: unit ?? undefined,
      domain: domain ?? undefined,
      model: model ?? undefined,
    };
    await demandMaker(store, reader, order);
    const content = await makeContent(context, reader, order);
    const prepared = { id: job.id, order, by: reader.granted, content, series: id };
    return async (transaction) => {
      if (await isMade(transaction, id, from)) return;
      const { number, event } = await keepReport(context, transaction, prepared);
      const { now } = reader.parts;
      const readers = await readersOf(
        transaction,
        { recipients: recipientsOf(series), unit: order.unit },
        { now, integrity: seesIntegrity(reader.granted) },
      );
      const data = { report: number, title };
      const link = `/reports/${encodeURIComponent(job.id)}`;
      await notify(
        transaction,
        [{ to: readers, kind: "report.made", data, link, dedupe: `report.made:${number}` }],
        now,
      );
      await log.logServerEvents(transaction, ownSource, [event]);
    };
  };
}

/** A job that was started twice makes one report. */
const isMade = async ({ db }: Transaction, series: string, from: string): Promise<boolean> =>
  (await db
    .selectFrom("report")
    .select("id")
    .where("series", "=", series)
    .where("from_at", "=", new Date(from))
    .executeTakeFirst()) !== undefined;
