import type { Statement, Transaction } from "../store/index.ts";
import { array, column, textColumn } from "./columns.ts";
import type { Text } from "./entry.ts";
import type { EventKeys } from "./event-keys.ts";
import { resolveQuarantined } from "./quarantine.ts";

/** An event as its row holds it. */
export interface EventRow {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly subject: string | null;
  readonly time: string;
  readonly incomplete: number;
  readonly body: Text | null;
  readonly salt: string | null;
  readonly erasedAt?: string | undefined;
}

/**
 * Inserts what is new; a concurrent insert of the same id is waited for. Says how many it were, which keys where not all
 * were new, and whether there is anything in quarantine that could be resolved.
 */
const insert: Statement = {
  name: "log-events",
  text: `with new as (
      insert into event (key, source, id, type, subject, time, incomplete, body, salt, erased_at, received_at)
      select t.*, $11::timestamptz from unnest(${array(1, "bigint")}, ${array(2, "text")}, ${array(3, "text")},
        ${array(4, "text")}, ${array(5, "text")}, ${array(6, "timestamptz")}, ${array(7, "int")}, ${array(8, "text")},
        ${array(9, "text")}, ${array(10, "timestamptz")}) as t
      on conflict (source, id) do nothing returning key
    )
    select count(*) as n, case when count(*) < $12::bigint then string_agg(key::text, ',') end as keys,
      exists (select 1 from quarantine where state = 'open') as quarantine
    from new`,
};

interface Inserted {
  readonly n: number;
  readonly keys: string | null;
  readonly quarantine: boolean;
}

/** By event, the key of its new row; without those whose source and id are taken already. */
export async function insertEvents<Event extends EventRow>(
  transaction: Transaction,
  keys: EventKeys,
  events: readonly Event[],
  receivedAt: string,
): Promise<ReadonlyMap<Event, number>> {
  if (events.length === 0) return new Map();
  const sorted = inOneOrder(events);
  const first = await keys.take(transaction, sorted.length);
  const [found] = await transaction.run<Inserted>(insert, [
    column(sorted, (_, index) => first + index),
    column(sorted, ({ source }) => source),
    column(sorted, ({ id }) => id),
    column(sorted, ({ type }) => type),
    column(sorted, ({ subject }) => subject),
    column(sorted, ({ time }) => time),
    column(sorted, ({ incomplete }) => incomplete),
    textColumn(sorted, ({ body }) => body ?? ""),
    column(sorted, ({ salt }) => salt),
    column(sorted, ({ erasedAt }) => erasedAt),
    receivedAt,
    sorted.length,
  ]);
  const inserted = found?.n === sorted.length ? undefined : new Set((found?.keys ?? "").split(","));
  const result = new Map<Event, number>();
  for (const [index, event] of sorted.entries()) {
    if (inserted?.has(String(first + index)) !== false) result.set(event, first + index);
  }
  if (found?.quarantine === true && result.size > 0)
    await resolveQuarantined(transaction, [...result.keys()], receivedAt);
  return result;
}

/** One order for all writers, so that two transactions with the same ids cannot wait for each other in a circle. */
function inOneOrder<Event extends EventRow>(events: readonly Event[]): readonly Event[] {
  const isSorted = events.every(
    (event, index) => index === 0 || byId(events[index - 1] ?? event, event) <= 0,
  );
  return isSorted ? events : events.toSorted(byId);
}

const byId = (a: EventRow, b: EventRow): number => order(a.source, b.source) || order(a.id, b.id);

const order = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
