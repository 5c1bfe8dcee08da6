import { sha256Hex } from "../sha256.ts";
import type { Statement } from "../store/index.ts";
import type { InvalidEvent, ValidEvent } from "./checked-event.ts";
import { array, column } from "./columns.ts";

export { separator } from "./columns.ts";

/** Inserts what is new and returns its keys. A concurrent insert of the same id is waited for. */
export const insertEvents: Statement = {
  name: "ingest-insert",
  text: `insert into event (source, id, type, subject, time, incomplete, body, received_at)
    select t.*, $8::timestamptz from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")},
      ${array(4, "text")}, ${array(5, "timestamptz")}, ${array(6, "int")}, ${array(7, "text")}) as t
    on conflict (source, id) do nothing returning key, source, id`,
};

/** Parameters of {@link insertEvents}. */
export const eventColumns = (events: readonly ValidEvent[], now: Date): readonly string[] => [
  ...idColumns(events),
  column(events, ({ type }) => type),
  column(events, ({ subject }) => subject),
  column(events, ({ time }) => time),
  column(events, ({ incomplete }) => incomplete),
  column(events, ({ text }) => text),
  now.toISOString(),
];

/** Parameters of statements that look events up by source and id. */
export const idColumns = (
  events: readonly { readonly source: string; readonly id: string }[],
): readonly [string, string] => [column(events, ({ source }) => source), column(events, ({ id }) => id)];

const ids = `unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)`;

/** Stored events with their positions. */
export const findEvents: Statement = {
  name: "ingest-find",
  text: `select e.source, e.id, e.body as text, l.position from ${ids}
    join event e on e.source = t.source and e.id = t.id join log l on l.event = e.key`,
};

/** Takes the lock on the head of the log, hands out positions without gaps, in the order given. */
export const appendToLog: Statement = {
  name: "ingest-append",
  text: `with head as (
      update log_head set next_position = next_position + $2::bigint where id = 1 returning next_position - $2::bigint as first
    )
    insert into log (position, event)
    select head.first + t.n - 1, t.event from head, unnest(${array(1, "bigint")}) with ordinality as t(event, n)
    returning position, event`,
};

/** Keeps refused events; the same one again changes nothing. */
export const insertQuarantine: Statement = {
  name: "ingest-quarantine",
  text: `insert into quarantine (source, event_id, type, code, errors, body, body_hash, received_at, state)
    select t.source, t.id, t.type, t.code, t.errors, t.body, decode(t.hash, 'hex'), $8::timestamptz, 'open'
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}, ${array(4, "text")}, ${array(5, "text")},
      ${array(6, "text")}, ${array(7, "text")}) as t(source, id, type, code, errors, body, hash)
    on conflict (source, event_id, body_hash) do nothing`,
};

/** Parameters of {@link insertQuarantine}. */
export const quarantineColumns = (events: readonly InvalidEvent[], now: Date): readonly string[] => [
  ...idColumns(events),
  column(events, ({ type }) => type),
  column(events, ({ code }) => code),
  column(events, ({ errors }) => JSON.stringify(errors)),
  column(events, ({ text }) => text),
  column(events, ({ text }) => sha256Hex(text)),
  now.toISOString(),
];

/** Marks refused events whose id was accepted now. */
export const resolveQuarantine: Statement = {
  name: "ingest-resolve",
  text: `update quarantine q set state = 'resolved', resolved_at = $3::timestamptz from ${ids}
    where q.source = t.source and q.event_id = t.id and q.state = 'open'`,
};
