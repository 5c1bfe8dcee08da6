import { exceedsBudget } from "@probity/engine";
import type { Statement, Transaction } from "../store/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import type { BlockingBinding } from "./blocking.ts";
import { dayOf } from "./day.ts";

/** One draft that was checked at a decision point where something can block. */
export interface CheckedDraft {
  readonly source: string;
  readonly point: string;
  /** The process; the draft's digest where it names none. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
  readonly blockedBy: readonly BlockingBinding[];
  /** Names the breaker that it trips, the same at every repetition. */
  readonly cause: string;
}

/** What counting works with. */
export interface CountOptions {
  readonly now: Date;
  /** In which a day is a day. */
  readonly timeZone: string;
}

const lockSource: Statement = {
  name: "breaker-lock",
  text: "select pg_advisory_xact_lock(7300007, hashtext($1))",
};

const saveChecks: Statement = {
  name: "breaker-checks",
  text: `insert into check_day (source, point, day, subject, decided_at)
    select source, point, day, subject, decided_at from json_populate_recordset(null::check_day, $1::json)
    on conflict (source, point, day, subject) do update
      set decided_at = greatest(check_day.decided_at, excluded.decided_at)`,
};

const saveBlocks: Statement = {
  name: "breaker-blocks",
  text: `insert into block_day (source, binding, point, day, subject, decided_at)
    select source, binding, point, day, subject, decided_at from json_populate_recordset(null::block_day, $1::json)
    on conflict (source, binding, point, day, subject) do update
      set decided_at = greatest(block_day.decided_at, excluded.decided_at)`,
};

/** Only what was decided since the last reset counts: old blocks must not trip it again at once. */
const countBlocks: Statement = {
  name: "breaker-count",
  text: `select
      (select count(*) from block_day where source = $1 and binding = $2 and point = $3 and day = $4::date
        and decided_at > r.at) as blocked,
      (select count(*) from check_day where source = $1 and point = $3 and day = $4::date
        and decided_at > r.at) as checked,
      exists (select 1 from breaker where source = $1 and binding = $2 and reset_at is null) as open
    from (select coalesce(max(reset_at), '-infinity') as at from breaker where source = $1 and binding = $2) r`,
};

const openBreaker: Statement = {
  name: "breaker-open",
  text: `insert into breaker (id, source, binding, rule, version, point, day, blocked, checked, share, at_least, opened_at)
    values ($1, $2, $3, $4, $5, $6, $7::date, $8, $9, $10, $11, $12::timestamptz) on conflict do nothing returning id`,
};

interface Row {
  readonly source: string;
  readonly binding: string;
  readonly point: string;
  readonly day: string;
  readonly subject: string;
  readonly decided_at: string;
}

interface Trip {
  readonly draft: CheckedDraft;
  readonly by: BlockingBinding;
  readonly day: string;
}

/**
 * Counts drafts by decision point and day, and opens the breaker of every binding that blocked more than its budget
 * (PC-8): row and event in the caller's transaction. Only drafts of today and yesterday count: what is told late must not
 * weaken a rule that has been corrected since. Returns whether a breaker was opened.
 */
export async function countChecks(
  transaction: Transaction,
  drafts: readonly CheckedDraft[],
  { now, timeZone }: CountOptions,
): Promise<boolean> {
  const days = new Set([0, 86_400_000].map((ms) => dayOf(now.getTime() - ms, timeZone)));
  const counted = drafts
    .map((draft) => ({ draft, at: Math.min(draft.decidedAt, now.getTime()) }))
    .map(({ draft, at }) => ({ draft, at, day: dayOf(at, timeZone) }))
    .filter(({ day }) => days.has(day));
  if (counted.length === 0) return false;
  const blocked = counted.filter(({ draft }) => draft.blockedBy.length > 0);
  // Two servers that count at once see each other's blocks: none goes over the budget unseen.
  for (const source of [...new Set(blocked.map(({ draft }) => draft.source))].toSorted())
    // oxlint-disable-next-line no-await-in-loop
    await transaction.run(lockSource, [source]);
  const rowOf = ({ draft, at, day }: (typeof counted)[number], binding: string): Row => {
    const { source, point, subject } = draft;
    return { source, binding, point, day, subject, decided_at: new Date(at).toISOString() };
  };
  await transaction.run(saveChecks, [distinct(counted.map((one) => rowOf(one, "")))]);
  if (blocked.length === 0) return false;
  const blocks = blocked.flatMap((one) => one.draft.blockedBy.map(({ binding }) => rowOf(one, binding)));
  await transaction.run(saveBlocks, [distinct(blocks)]);
  const trips = blocked.flatMap(({ draft, day }) => draft.blockedBy.map((by): Trip => ({ draft, by, day })));
  return await openExceeded(transaction, trips, now);
}

/** Each key once, with its latest moment, in one order for all transactions. */
function distinct(rows: readonly Row[]): string {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify([row.source, row.binding, row.point, row.day, row.subject]);
    const other = latest.get(key);
    if (other === undefined || other.decided_at < row.decided_at) latest.set(key, row);
  }
  const sorted = [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted.map(([, row]) => row));
}

async function openExceeded(transaction: Transaction, trips: readonly Trip[], now: Date): Promise<boolean> {
  const last = new Map(
    trips.map((trip) => [`${trip.draft.source}\n${trip.by.binding}\n${trip.draft.point}\n${trip.day}`, trip]),
  );
  const opened: PendingEvent[] = [];
  for (const { draft, by, day } of last.values()) {
    const { source, point, cause } = draft;
    const { binding, rule, version, budget } = by;
    // oxlint-disable-next-line no-await-in-loop -- one connection, and few bindings block
    const [counts] = await transaction.run<{ blocked: number; checked: number; open: boolean }>(countBlocks, [
      source,
      binding,
      point,
      day,
    ]);
    if (counts === undefined || counts.open || !exceedsBudget(counts.blocked, counts.checked, budget))
      continue;
    const { blocked, checked } = counts;
    const id = `${cause}-${binding}`;
    const { share, atLeast } = budget;
    const values = [id, source, binding, rule, version, point, day, blocked, checked, share, atLeast];
    // oxlint-disable-next-line no-await-in-loop
    const [made] = await transaction.run(openBreaker, [...values, now.toISOString()]);
    if (made === undefined) continue;
    const figures = { day, blocked, checked, share, atLeast, scope: "source" };
    const breaker = { rule, version, binding, decisionPoint: point, ...figures };
    opened.push({ source, type: "rule.breaker.opened", eventId: id, subject: binding, data: { breaker } });
  }
  await leavePending(transaction, opened);
  return opened.length > 0;
}
