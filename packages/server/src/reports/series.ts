import { ProbityError } from "@probity/contracts";
import type { Selectable } from "kysely";
import { type Granted, grantsOfPerson } from "../access/index.ts";
import { insertJob } from "../jobs/index.ts";
import { readerOf } from "../reader/index.ts";
import type { Database, Statement, Store, Transaction } from "../store/index.ts";
import {
  armTimers,
  cancelTimers,
  type FiredTimer,
  type NewTimer,
  type TimerHandlers,
} from "../timers/index.ts";
import { type CalendarPeriod, type Every, periodOf } from "./period-of.ts";
import { demandMaker, type ReportContext } from "./reports.ts";
import { readsReports, seesIntegrity } from "./sees-report.ts";

/** Kind of the timer, whose key is the series' id, and of the job. */
export const seriesTimer = "report.series";
export const reportJob = "report";

/** Reports that are made by themselves. */
export interface SeriesOrder {
  readonly title: string;
  readonly every: Every;
  readonly unit?: string | undefined;
  readonly domain?: string | undefined;
  readonly model?: string | undefined;
  /** Ids of persons who are told. */
  readonly recipients: readonly string[];
}

/** A series. */
export interface Series extends Omit<SeriesOrder, "unit" | "domain" | "model"> {
  readonly id: string;
  readonly unit: string | null;
  readonly domain: string | null;
  readonly model: string | null;
  readonly madeBy: string;
  readonly madeAt: string;
  /** When the report of the period that runs will be made; null for a series that has ended. */
  readonly nextAt: string | null;
  readonly lastReport: string | null;
  /** A code of the error table, where the last report could not be made. */
  readonly failure: string | null;
}

type Row = Selectable<Database["report_series"]>;

/** Events of the last hours are given time to come in. */
const laterMs = 3_600_000;
/** Most series that go on at a time. */
const mostSeries = 200;

const timerOf = (id: string, period: CalendarPeriod): NewTimer => ({
  kind: seriesTimer,
  key: id,
  dueAt: new Date(Date.parse(period.to) + laterMs),
  payload: { ...period },
});

/**
 * Begins a series with the period that runs. Throws `PROBITY_E_REQUEST` for a recipient who could not read its reports, and for too many
 * series.
 */
export async function beginSeries(context: ReportContext, by: Granted, order: SeriesOrder): Promise<Series> {
  const { store, newId, config } = context;
  const reader = await readerOf(context, by.id);
  await demandMaker(store, reader, order);
  const { now } = reader.parts;
  const readers = await readersOf(store, order, { now, integrity: seesIntegrity(reader.granted) });
  const blind = order.recipients.find((id) => !readers.includes(id));
  if (blind !== undefined)
    throw new ProbityError("PROBITY_E_REQUEST", `${blind} may not read reports of this unit`);
  const id = newId();
  const { title, every, unit = null, domain = null, model = null, recipients } = order;
  await store.transaction(async (transaction) => {
    const open = await transaction.db
      .selectFrom("report_series")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("ended_at", "is", null)
      .executeTakeFirst();
    if ((open?.n ?? 0) >= mostSeries)
      throw new ProbityError("PROBITY_E_REQUEST", `at most ${mostSeries} series`);
    await transaction.db
      .insertInto("report_series")
      .values({
        id,
        title,
        every,
        unit,
        domain,
        model,
        recipients: JSON.stringify(recipients),
        made_by: by.id,
        made_at: now.toISOString(),
      })
      .execute();
    await armTimers(transaction, [timerOf(id, periodOf(now, every, config.timeZone))]);
  });
  return await findSeries(store, by, id);
}

/** Own series, and those of others for whom one is a recipient; the newest first. */
export async function listSeries(store: Pick<Store, "run">, by: Granted): Promise<readonly Series[]> {
  const rows = await store.run<Listed>(list, [by.id, `"${by.id}"`]);
  return rows.map(viewOf);
}

/** Ends an own series. Throws `PROBITY_E_NOT_FOUND`. */
export async function endSeries(
  { store, clock }: Pick<ReportContext, "store" | "clock">,
  by: Granted,
  id: string,
): Promise<Series> {
  await store.transaction(async (transaction) => {
    const row = await transaction.db
      .updateTable("report_series")
      .set({ ended_at: new Date(clock()).toISOString(), ended_by: by.id })
      .where("id", "=", id)
      .where("made_by", "=", by.id)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no series ${id}`);
    await cancelTimers(transaction, [{ kind: seriesTimer, key: id }]);
  });
  return await findSeries(store, by, id);
}

async function findSeries(store: Pick<Store, "run">, by: Granted, id: string): Promise<Series> {
  const found = (await listSeries(store, by)).find((one) => one.id === id);
  if (found === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no series ${id}`);
  return found;
}

interface Listed extends Row {
  readonly next_at: Date | null;
  readonly last_report: string | null;
  readonly failure: string | null;
}

const list: Statement = {
  name: "report-series-list",
  text: `select s.*, (select t.due_at from timer t where t.kind = '${seriesTimer}' and t.key = s.id) as next_at,
      (select r.number from report r where r.series = s.id order by r.from_at desc limit 1) as last_report,
      (select j.failure::json ->> 'code' from job j where j.kind = '${reportJob}' and j.input::json ->> 'series' = s.id
        order by j.created_at desc, j.id desc limit 1) as failure
    from report_series s where s.made_by = $1 or strpos(s.recipients, $2) > 0
    order by s.made_at desc, s.id desc limit 200`,
};

const viewOf = (row: Listed): Series => ({
  id: row.id,
  title: row.title,
  every: row.every,
  unit: row.unit,
  domain: row.domain,
  model: row.model,
  recipients: recipientsOf(row),
  madeBy: row.made_by,
  madeAt: row.made_at.toISOString(),
  nextAt: row.ended_at === null ? (row.next_at?.toISOString() ?? null) : null,
  lastReport: row.last_report,
  failure: row.failure,
});

/** Written by beginSeries. */
export const recipientsOf = ({ recipients }: Pick<Row, "recipients">): readonly string[] =>
  JSON.parse(recipients) as readonly string[];

/** Of the recipients those who may read its reports. */
export async function readersOf(
  store: Pick<Store, "run" | "db">,
  { recipients, unit }: Pick<SeriesOrder, "recipients" | "unit">,
  { now, integrity }: { readonly now: Date; readonly integrity: boolean },
): Promise<readonly string[]> {
  const readers: string[] = [];
  for (const id of recipients) {
    // oxlint-disable-next-line no-await-in-loop -- a few
    const granted = { id, ...(await grantsOfPerson(store, id, now)) };
    // oxlint-disable-next-line no-await-in-loop
    if (await readsReports(store.db, granted, { unit: unit ?? null, integrity })) readers.push(id);
  }
  return readers;
}

/** The time of a period is over: a job makes its report, and the next period is waited for. Once over all servers. */
async function fire(
  { config, newId }: Pick<ReportContext, "config" | "newId">,
  transaction: Transaction,
  timers: readonly FiredTimer[],
  now: Date,
): Promise<void> {
  const rows = await transaction.db
    .selectFrom("report_series")
    .selectAll()
    .where(
      "id",
      "in",
      timers.map(({ key }) => key),
    )
    .where("ended_at", "is", null)
    .execute();
  const payloads = new Map(timers.map(({ key, payload }) => [key, payload]));
  const next: NewTimer[] = [];
  for (const row of rows) {
    const payload = payloads.get(row.id);
    if (payload === undefined) continue;
    // Written by timerOf.
    const { from, to } = payload as unknown as CalendarPeriod;
    const job = { id: newId(), kind: reportJob, input: { series: row.id, from, to }, by: row.made_by };
    // oxlint-disable-next-line no-await-in-loop -- one connection
    await insertJob(transaction, job, now);
    next.push(timerOf(row.id, periodOf(new Date(to), row.every, config.timeZone)));
  }
  await armTimers(transaction, next);
}

/** Handlers of the timers of series. */
export const reportHandlers = (context: Pick<ReportContext, "config" | "newId">): TimerHandlers =>
  new Map([[seriesTimer, (transaction, timers, now) => fire(context, transaction, timers, now)]]);

/** Arms the timers that a database which was put back from its journal does not have: it goes on behind the last report. */
export async function startSeries({
  store,
  config: { timeZone },
}: Pick<ReportContext, "store" | "config">): Promise<void> {
  const rows = await store.run<{ id: string; every: Every; since: Date }>(unarmed, []);
  const timers = rows.map(({ id, every, since }) => timerOf(id, periodOf(since, every, timeZone)));
  await store.transaction((transaction) => armTimers(transaction, timers));
}

const unarmed: Statement = {
  name: "report-series-unarmed",
  text: `select s.id, s.every, coalesce((select max(r.to_at) from report r where r.series = s.id), s.made_at) as since
    from report_series s where s.ended_at is null
      and not exists (select 1 from timer t where t.kind = '${seriesTimer}' and t.key = s.id)`,
};
