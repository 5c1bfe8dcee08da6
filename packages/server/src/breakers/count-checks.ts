import { exceedsBudget } from "@probity/engine";
import { isPlain } from "../plain-text.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { leavePending, type PendingEvent } from "../watch/index.ts";
import type { CheckingBinding } from "./blocking.ts";
import { dayOf } from "./day.ts";
import { tellOwner } from "./tell-owner.ts";

/** One draft that was checked at a decision point where something can block. */
export interface CheckedDraft {
  readonly source: string;
  readonly point: string;
  /** The process; the draft's digest where it names none. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly decidedAt: number;
  /** The bindings that can block there. */
  readonly by: readonly CheckingBinding[];
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
  text: `insert into check_day (source, binding, point, day, subject, checked_at, blocked_at)
    select source, binding, point, day, subject, checked_at, blocked_at
    from json_populate_recordset(null::check_day, $1::json)
    on conflict (source, binding, point, day, subject) do update
      set checked_at = greatest(check_day.checked_at, excluded.checked_at),
        blocked_at = greatest(check_day.blocked_at, excluded.blocked_at)`,
};

/** Only what was decided since the last reset counts: old blocks must not trip it again at once. */
const countBlocks: Statement = {
  name: "breaker-count",
  text: `select count(*) filter (where c.checked_at > r.at) as checked,
      count(*) filter (where c.blocked_at > r.at) as blocked,
      exists (select 1 from breaker where source = $1 and binding = $2 and reset_at is null) as open
    from (select coalesce(max(reset_at), '-infinity') as at from breaker where source = $1 and binding = $2) r
    left join check_day c on c.source = $1 and c.binding = $2 and c.point = $3 and c.day = $4::date`,
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
  readonly checked_at: string;
  readonly blocked_at: string | null;
}

interface Trip {
  readonly draft: CheckedDraft;
  readonly by: CheckingBinding;
  readonly day: string;
}

/**
 * Counts drafts by binding, decision point and day, and opens the breaker of every binding that blocked more than its
 * budget (PC-8): row and event in the caller's transaction. Only drafts of today and yesterday count: what is told late
 * must not weaken a rule that has been corrected since. Returns whether a breaker was opened.
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
    .filter(({ draft, day }) => days.has(day) && draft.by.length > 0);
  if (counted.length === 0) return false;
  const trips = counted.flatMap(({ draft, day }) =>
    draft.by.filter(({ blocked }) => blocked).map((by): Trip => ({ draft, by, day })),
  );
  // Two servers that count at once see each other's blocks: none goes over the budget unseen.
  for (const source of [...new Set(trips.map(({ draft }) => draft.source))].toSorted())
    // oxlint-disable-next-line no-await-in-loop
    await transaction.run(lockSource, [source]);
  const rows = counted.flatMap(({ draft: { source, point, subject, by }, at, day }) =>
    by.map(({ binding, blocked }): Row => {
      const moment = new Date(at).toISOString();
      const what = { source, binding, point, day, subject: keyOf(subject) };
      return { ...what, checked_at: moment, blocked_at: blocked ? moment : null };
    }),
  );
  await transaction.run(saveChecks, [distinct(rows)]);
  return trips.length > 0 && (await openExceeded(transaction, trips, now));
}

/** A draft may name anything as its process. What is too long for the index, or no text of the database, counts by its hash. */
const keyOf = (subject: string): string =>
  subject.length <= 500 && isPlain(subject) ? subject : sha256Hex(subject);

/** Each key once, with its latest moments, in one order for all transactions. */
function distinct(rows: readonly Row[]): string {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify([row.source, row.binding, row.point, row.day, row.subject]);
    const other = latest.get(key) ?? row;
    latest.set(key, {
      ...row,
      checked_at: later(other.checked_at, row.checked_at),
      blocked_at: later(other.blocked_at ?? "", row.blocked_at ?? "") || null,
    });
  }
  const sorted = [...latest].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted.map(([, row]) => row));
}

/** Moments of one form, or nothing. */
const later = (a: string, b: string): string => (a > b ? a : b);

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
    // oxlint-disable-next-line no-await-in-loop
    await tellOwner(transaction, { id, source, rule, version }, now);
    const figures = { day, blocked, checked, share, atLeast, scope: "source" };
    const breaker = { rule, version, binding, decisionPoint: point, ...figures };
    opened.push({ source, type: "rule.breaker.opened", eventId: id, subject: binding, data: { breaker } });
  }
  await leavePending(transaction, opened);
  return opened.length > 0;
}
