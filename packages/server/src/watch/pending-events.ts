import type { JsonObject } from "@probity/contracts";
import { loggingTransaction, type ProvableLog, type ServerEvent } from "../log/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import { inTurn } from "./in-turn.ts";

/** An event that the scorer found worth telling: logged after its transaction, which must not hold the head of the log. */
export interface PendingEvent {
  readonly source: string;
  readonly type: ServerEvent["type"];
  /** The same cause gives the same id, so that nothing is logged twice when it is found again. */
  readonly eventId: string;
  readonly subject?: string | undefined;
  readonly data: JsonObject;
}

const insert: Statement = {
  name: "pending-insert",
  text: `insert into pending_event (source, type, event_id, subject, data)
    select source, type, "eventId", subject, data::text
    from json_to_recordset($1::json) as t(source text, type text, "eventId" text, subject text, data json)
    on conflict (source, event_id) do nothing`,
};

const sourcesWaiting: Statement = {
  name: "pending-sources",
  text: `select source, bool_or(type = 'rule.breaker.opened') as weakened from pending_event group by source order by source`,
};

const page = 100;

/** What cannot be done stays: the next page begins behind it, so that it holds up nothing. */
const take: Statement = {
  name: "pending-take",
  text: `select id, type, event_id, subject, data from pending_event where source = $1 and id > $2 order by id limit ${page}
    for update skip locked`,
};

const drop: Statement = {
  name: "pending-drop",
  text: "delete from pending_event where id = any($1::bigint[])",
};

interface Row {
  readonly id: number;
  readonly type: ServerEvent["type"];
  readonly event_id: string;
  readonly subject: string | null;
  readonly data: string;
}

/** Leaves events to be logged, in the caller's transaction. */
export async function leavePending(
  transaction: Pick<Transaction, "run">,
  events: readonly PendingEvent[],
): Promise<void> {
  if (events.length > 0) await transaction.run(insert, [JSON.stringify(events)]);
}

/** What {@link logPending} works with. */
export interface PendingOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  /** Makes the id under which an event of a source is logged: nobody else can have used it. */
  readonly idOf: (source: string, eventId: string) => string;
  /** Releases the weakened bundle of a source before its breaker is told. */
  readonly release: (source: string) => Promise<unknown>;
}

/**
 * Logs what is waiting, each event once whatever crashes, and before that puts the bundles in force that it is about. What
 * cannot be released is told all the same, and stays waiting for its release. Returns how many were taken; throws the last
 * failure after every source had its turn.
 */
export async function logPending(options: PendingOptions): Promise<number> {
  let taken = 0;
  const sources = await options.store.run<Waiting>(sourcesWaiting, []);
  // One source at a time, as in ingest.
  await inTurn(sources, async ({ source, weakened }) => {
    const failed = weakened ? await attempt(() => options.release(source)) : undefined;
    taken += await logSource(options, source, failed === undefined);
    if (failed !== undefined) throw failed;
  });
  return taken;
}

interface Waiting {
  readonly source: string;
  /** A breaker of it has opened. */
  readonly weakened: boolean;
}

/** What went wrong; undefined when nothing did. */
async function attempt(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  }
}

async function logSource(options: PendingOptions, source: string, isReleased: boolean): Promise<number> {
  let taken = 0;
  for (let after = 0; ;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page, each in a transaction of its own
    const rows = await loggingTransaction(options.store, (transaction) =>
      logPage(transaction, options, { source, after, isReleased }),
    );
    taken += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return taken;
    after = last.id;
  }
}

async function logPage(
  transaction: Transaction,
  { log, idOf }: PendingOptions,
  {
    source,
    after,
    isReleased,
  }: { readonly source: string; readonly after: number; readonly isReleased: boolean },
): Promise<readonly Row[]> {
  const rows = await transaction.run<Row>(take, [source, after]);
  if (rows.length === 0) return rows;
  const done = rows.filter(({ type }) => isReleased || type !== "rule.breaker.opened");
  await transaction.run(drop, [done.map(({ id }) => id)]);
  const events = rows.map((row): ServerEvent => ({
    type: row.type,
    id: idOf(source, row.event_id),
    subject: row.subject ?? undefined,
    // Written by leavePending.
    data: JSON.parse(row.data) as JsonObject,
  }));
  await log.logServerEvents(transaction, source, events);
  return rows;
}
