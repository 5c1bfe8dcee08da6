import type { JsonObject } from "@probity/contracts";
import { isUnavailable, type Statement, type Store, type Transaction } from "../store/index.ts";

/** A timer whose time has come. It is gone when the handler's transaction commits. */
export interface FiredTimer {
  readonly key: string;
  readonly payload: JsonObject;
  readonly dueAt: Date;
}

/**
 * Does what the timers of a kind are for, in the transaction that removes them: whatever is outside the database has to
 * be left to somebody who reads what it wrote. When it throws, the timers are tried again, one by one.
 */
export type TimerHandler = (
  transaction: Transaction,
  timers: readonly FiredTimer[],
  now: Date,
) => Promise<void>;

/** Handlers by kind. Timers of a kind that this server does not know are left to one that does. */
export type TimerHandlers = ReadonlyMap<string, TimerHandler>;

/** What {@link sweepTimers} works with. */
export interface SweepOptions {
  readonly store: Store;
  readonly handlers: TimerHandlers;
  /** A timer failed; `final` when it is not tried again. */
  readonly onFailure: (
    timer: { readonly kind: string; readonly key: string },
    error: unknown,
    final: boolean,
  ) => void;
}

/** The embedded database serves nobody else while a batch is fired. */
const batchSize = 250;
const maxAttempts = 10;

const due: Statement = {
  name: "timers-due",
  text: `with due as materialized (
      select kind, key from timer where state = 'armed' and due_at <= $1::timestamptz and kind = any($2::text[])
      order by due_at limit $3 for update skip locked
    )
    delete from timer t using due d where t.kind = d.kind and t.key = d.key
    returning t.kind, t.key, t.due_at, t.payload, t.attempts`,
};

/** Only the timer that failed: it may have been armed anew since its transaction was rolled back. */
const putBack: Statement = {
  name: "timers-put-back",
  text: `update timer set attempts = attempts + 1, failure = $3, due_at = $4::timestamptz,
      state = case when attempts + 1 >= ${maxAttempts} then 'failed' else 'armed' end
    where kind = $1 and key = $2 and attempts = $5::int and date_trunc('milliseconds', due_at) = $6::timestamptz`,
};

interface Row {
  readonly kind: string;
  readonly key: string;
  readonly due_at: Date;
  readonly payload: string;
  readonly attempts: number;
}

/** Carries the timers of a batch that failed out of its rolled back transaction. */
class Failed extends Error {
  readonly rows: readonly Row[];
  constructor(rows: readonly Row[], cause: unknown) {
    super("timers failed", { cause });
    this.rows = rows;
  }
}

/**
 * Fires one batch of what is due at `now`, the longest due first, each timer exactly once over all servers: its row and
 * the effect of its handler go together. `more`: there may be others that are due. One that fails is tried again after 1,
 * 2, 4 ... seconds, ten times in all, without holding up the others. Throws when the database is away.
 */
export async function sweepTimers(
  options: SweepOptions,
  now: Date,
): Promise<{ fired: number; more: boolean }> {
  try {
    return await fire(options, now, batchSize);
  } catch (error) {
    if (!(error instanceof Failed) || isUnavailable(error.cause)) throw error;
    if (error.rows.length === 1) return await failed(options, now, error);
  }
  // Somewhere in the batch: one by one, so that the others are not held up.
  let fired = 0;
  for (let tries = 0; tries < batchSize; tries += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      const one = await fire(options, now, 1);
      if (one.fired === 0) return { fired, more: false };
      fired += one.fired;
    } catch (error) {
      if (!(error instanceof Failed) || isUnavailable(error.cause)) throw error;
      // oxlint-disable-next-line no-await-in-loop
      await failed(options, now, error);
    }
  }
  return { fired, more: true };
}

async function fire(
  { store, handlers }: SweepOptions,
  now: Date,
  limit: number,
): Promise<{ fired: number; more: boolean }> {
  return await store.transaction(async (transaction) => {
    const rows = await transaction.run<Row>(due, [now.toISOString(), [...handlers.keys()], limit]);
    for (const [kind, timers] of Map.groupBy(rows, (row) => row.kind)) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- one connection
        await handlers.get(kind)?.(transaction, timers.map(firedOf), now);
      } catch (cause) {
        throw new Failed(rows, cause);
      }
    }
    return { fired: rows.length, more: rows.length === limit };
  });
}

const firedOf = ({ key, payload, due_at: dueAt }: Row): FiredTimer => ({
  key,
  dueAt,
  // Written by armTimers.
  payload: JSON.parse(payload) as JsonObject,
});

async function failed(
  { store, onFailure }: SweepOptions,
  now: Date,
  { rows, cause }: Failed,
): Promise<{ fired: number; more: boolean }> {
  for (const { kind, key, attempts, due_at: dueAt } of rows) {
    const again = new Date(now.getTime() + 1_000 * 2 ** attempts).toISOString();
    const text = String(cause)
      .slice(0, 500)
      .replaceAll(/[^\u0020-\uffff]/g, " ");
    // oxlint-disable-next-line no-await-in-loop -- one row
    await store.run(putBack, [kind, key, text, again, attempts, dueAt.toISOString()]);
    onFailure({ kind, key }, cause, attempts + 1 >= maxAttempts);
  }
  return { fired: 0, more: true };
}
