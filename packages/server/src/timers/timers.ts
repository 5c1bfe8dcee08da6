import type { JsonObject } from "@probity/contracts";
import type { Statement, Transaction } from "../store/index.ts";

/** Names a timer; a second one of the same name takes the place of the first. */
export interface TimerKey {
  /** Which handler it is for. */
  readonly kind: string;
  readonly key: string;
}

/** A timer to be armed. */
export interface NewTimer extends TimerKey {
  readonly dueAt: Date;
  /** Given to the handler. No personal data: a timer is not erased with its event. */
  readonly payload: JsonObject;
}

const insert: Statement = {
  name: "timers-arm",
  text: `insert into timer (kind, key, due_at, payload)
    select kind, key, due_at, payload::text from json_to_recordset($1::json)
      as t(kind text, key text, due_at timestamptz, payload json)
    on conflict (kind, key) do update set due_at = excluded.due_at, payload = excluded.payload, state = 'armed',
      attempts = 0, failure = null`,
};

const remove: Statement = {
  name: "timers-cancel",
  text: `delete from timer t using json_to_recordset($1::json) as c(kind text, key text)
    where t.kind = c.kind and t.key = c.key`,
};

const nameOf = ({ kind, key }: TimerKey): string => `${kind}\n${key}`;

/** Each name once, the last one counting, in one order for all transactions. */
const distinct = <T extends TimerKey>(timers: readonly T[]): readonly T[] =>
  [...new Map(timers.map((timer) => [nameOf(timer), timer])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, timer]) => timer);

/** Arms timers with the caller's transaction: they exist when it commits, and only then. */
export async function armTimers(transaction: Transaction, timers: readonly NewTimer[]): Promise<void> {
  if (timers.length === 0) return;
  const rows = distinct(timers).map(({ kind, key, dueAt, payload }) => ({
    kind,
    key,
    due_at: dueAt.toISOString(),
    payload,
  }));
  await transaction.run(insert, [JSON.stringify(rows)]);
}

/** Cancels timers with the caller's transaction. One that is firing is waited for: it has fired then. */
export async function cancelTimers(transaction: Transaction, keys: readonly TimerKey[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = distinct(keys).map(({ kind, key }) => ({ kind, key }));
  await transaction.run(remove, [JSON.stringify(rows)]);
}
