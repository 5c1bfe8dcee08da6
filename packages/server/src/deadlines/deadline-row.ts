import type { StartedDeadline, WorkingSpan } from "@probity/engine/features";
import type { ReadEvent } from "../features/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { DeadlineState, Statement, Transaction } from "../store/index.ts";

/** What was told last of a deadline. */
export type Told = "absent" | "late" | "withdrawn";

/** Names a deadline. */
export interface DeadlineName {
  readonly source: string;
  readonly binding: string;
  readonly position: number;
  readonly part: string;
}

/** How a deadline in working days was counted. */
export interface CountedSpan extends WorkingSpan {
  /** From when, in milliseconds; `from` of the deadline is before it where its event was. */
  readonly countedFrom: number;
}

/** A row of the table; instants as milliseconds. */
export interface Deadline extends DeadlineName {
  readonly keyHash: string;
  readonly rule: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly subject: string;
  readonly from: number;
  due: number;
  /** Of one that is counted in working days. */
  counted: CountedSpan | null;
  readonly awaited: readonly string[];
  state: DeadlineState;
  done: { readonly position: number; readonly id: string; readonly at: number } | null;
  fired: boolean;
  told: Told | null;
  turn: number;
  readonly toldPosition: number | null;
}

/** The key may be an id of somebody, so it is not stored; its hash goes with the row when the event is erased. */
export const keyHashOf = (key: string): string => (key === "" ? "" : sha256Hex(key));

/** The row of a deadline that an event begins, the `place`th of its binding. */
export const newDeadline = (
  { position, source, id, type }: ReadEvent,
  subject: string,
  { binding, rule, key, from, due, counted, countedFrom }: StartedDeadline,
  { awaited, place }: { readonly awaited: readonly string[]; readonly place: number },
): Deadline => ({
  source,
  binding,
  position,
  part: key === "" ? "" : String(place),
  keyHash: keyHashOf(key),
  rule,
  eventId: id,
  eventType: type,
  subject,
  from,
  due,
  counted: counted === undefined ? null : { ...counted, countedFrom },
  awaited,
  state: "waiting",
  done: null,
  fired: false,
  told: null,
  turn: 0,
  toldPosition: null,
});

const insert: Statement = {
  name: "deadlines-insert",
  text: `insert into deadline (source, binding, position, part, key_hash, rule, event_id, event_type, subject, from_at, due_at, awaited, state,
      working_days, calendar, calendar_version, provisional, counted_from)
    select source, binding, position, part, "keyHash", rule, "eventId", "eventType", subject, to_timestamp("from" / 1000.0),
      to_timestamp(due / 1000.0), awaited::text, 'waiting', (counted->>'workingDays')::int, counted->>'calendar',
      (counted->>'version')::int, coalesce((counted->>'isProvisional')::boolean, false),
      to_timestamp((counted->>'countedFrom')::bigint / 1000.0)
    from json_to_recordset($1::json) as t(source text, binding text, position bigint, part text, "keyHash" text, rule text, "eventId" text,
      "eventType" text, subject text, "from" bigint, due bigint, awaited json, counted json)
    on conflict do nothing`,
};

/** Adds deadlines; those that are known stay as they are. */
export async function insertDeadlines(transaction: Transaction, rows: readonly Deadline[]): Promise<void> {
  if (rows.length > 0) await transaction.run(insert, [JSON.stringify(rows)]);
}

const update: Statement = {
  name: "deadlines-update",
  text: `update deadline d set state = t.state, done_position = t.done_position, done_id = t.done_id,
      done_at = to_timestamp(t.done_at / 1000.0), fired = t.fired, told = t.told, turn = t.turn
    from json_to_recordset($1::json) as t(source text, binding text, position bigint, part text, state text,
      done_position bigint, done_id text, done_at bigint, fired boolean, told text, turn int)
    where d.source = t.source and d.binding = t.binding and d.position = t.position and d.part = t.part`,
};

/** Writes what may change of deadlines. */
export async function updateDeadlines(transaction: Transaction, rows: readonly Deadline[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ source, binding, position, part, state, done, fired, told, turn }) => ({
    source,
    binding,
    position,
    part,
    state,
    done_position: done?.position ?? null,
    done_id: done?.id ?? null,
    done_at: done?.at ?? null,
    fired,
    told,
    turn,
  }));
  await transaction.run(update, [JSON.stringify(values)]);
}

/** A row as the database gives it. */
export interface DeadlineRow {
  readonly source: string;
  readonly binding: string;
  readonly position: number;
  readonly part: string;
  readonly key_hash: string;
  readonly rule: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly subject: string;
  readonly from_at: Date;
  readonly due_at: Date;
  readonly awaited: string;
  readonly state: DeadlineState;
  readonly done_position: number | null;
  readonly done_id: string | null;
  readonly done_at: Date | null;
  readonly fired: boolean;
  readonly told: Told | null;
  readonly turn: number;
  readonly told_position: number | null;
  readonly working_days: number | null;
  readonly calendar: string | null;
  readonly calendar_version: number | null;
  readonly provisional: boolean;
  readonly counted_from: Date | null;
}

/** Reads a row. */
export const deadlineOf = (row: DeadlineRow): Deadline => ({
  source: row.source,
  binding: row.binding,
  position: row.position,
  part: row.part,
  keyHash: row.key_hash,
  rule: row.rule,
  eventId: row.event_id,
  eventType: row.event_type,
  subject: row.subject,
  from: row.from_at.getTime(),
  due: row.due_at.getTime(),
  counted: countedOf(row),
  // Written by insertDeadlines.
  awaited: JSON.parse(row.awaited) as readonly string[],
  state: row.state,
  done:
    row.done_position === null || row.done_id === null || row.done_at === null
      ? null
      : { position: row.done_position, id: row.done_id, at: row.done_at.getTime() },
  fired: row.fired,
  told: row.told,
  turn: row.turn,
  toldPosition: row.told_position,
});

function countedOf(row: DeadlineRow): CountedSpan | null {
  const { working_days: workingDays, calendar, calendar_version: version, counted_from: countedFrom } = row;
  if (workingDays === null || calendar === null || version === null || countedFrom === null) return null;
  return {
    workingDays,
    calendar,
    version,
    isProvisional: row.provisional,
    countedFrom: countedFrom.getTime(),
  };
}
