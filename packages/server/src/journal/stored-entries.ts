import { readHeader } from "@probity/contracts";
import type { LoggedEntry } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";

interface Row {
  readonly src: string;
  readonly source: string;
  readonly seq: number;
  readonly header: string;
  readonly event: number | null;
  readonly event_id: string | null;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: string | null;
  readonly incomplete: number | null;
  readonly received_at: string | null;
  readonly salt: string | null;
  readonly body: string | null;
  readonly erased_at: string | null;
  readonly code: string | null;
  readonly errors: string | null;
}

/** The head of the log: the position that the next entry gets. */
const head: Statement = { name: "journal-head", text: "select next_position from log_head where id = 1" };

// As JSON writes them: with every digit of the second that is stored.
const instant = (expression: string): string => `to_json(${expression}) #>> '{}'`;

const entries: Statement = {
  name: "journal-entries",
  text: `with wanted as materialized (
      select l.position, l.stream, l.seq, l.header, l.event from log l where l.position >= $1 order by l.position limit $2
    ), found as (
      select s.src, s.source, w.position, w.seq, w.header, w.event, coalesce(e.id, q.event_id) as event_id,
        case when e.key is null then q.type else e.type end as type, e.subject, ${instant("e.time")} as time, e.incomplete,
        ${instant("coalesce(e.received_at, q.received_at)")} as received_at,
        coalesce(e.salt, q.salt) as salt, coalesce(e.body, q.body) as body,
        ${instant("coalesce(e.erased_at, q.erased_at)")} as erased_at, q.code, q.errors,
        sum(coalesce(length(e.body), length(q.body), 0)) over (order by w.position) as total,
        row_number() over (order by w.position) as n
      from wanted w join log_stream s on s.id = w.stream left join event e on e.key = w.event
      left join lateral (select * from quarantine where w.event is null and position = w.position order by id limit 1) q on true
    )
    select * from found where n = 1 or total <= $3 order by position`,
};

const mostEntries = 500;
const mostChars = 4 * 1024 * 1024;

/** The position that the next entry of the database's log gets. */
export async function nextPosition(store: Store): Promise<number> {
  const [row] = await store.run<{ next_position: number }>(head, []);
  return row?.next_position ?? 1;
}

/** Reads entries of the database's log from position `from` on, a bounded number of them; none at its end. */
export async function storedEntries(
  store: Store,
  from: number,
  most: number = mostEntries,
): Promise<readonly LoggedEntry[]> {
  const rows = await store.run<Row>(entries, [from, most, mostChars]);
  return rows.map(entryOf);
}

function entryOf(row: Row): LoggedEntry {
  const { src, source, seq, header, subject, time } = row;
  const read = readHeader(header);
  const erased = row.erased_at !== null;
  return {
    src,
    source,
    seq,
    header,
    outcome: row.event !== null ? "accepted" : row.code !== null ? "quarantined" : "repeated",
    id: row.event_id ?? read?.id ?? "",
    type: row.received_at === null ? (read?.type ?? null) : row.type,
    subject,
    time,
    incomplete: row.incomplete ?? 0,
    receivedAt: row.received_at ?? read?.at ?? "",
    salt: erased ? null : row.salt,
    body: erased ? null : row.body,
    ...(row.erased_at === null ? {} : { erasedAt: row.erased_at }),
    ...(row.code === null ? {} : { code: row.code, errors: row.errors ?? "[]" }),
  };
}
