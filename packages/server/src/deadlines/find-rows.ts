import { correctionsOf, type ReadEvent, readEvent } from "../features/index.ts";
import { array, column } from "../log/index.ts";
import type { LogEvent } from "../score/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import { type Deadline, deadlineOf, type DeadlineRow } from "./deadline-row.ts";

/** A process of a source. */
export interface ProcessName {
  readonly source: string;
  readonly subject: string;
}

/** An event by its source and id. */
export interface EventName {
  readonly source: string;
  readonly id: string;
}

/** Deadlines of these processes that are open, and all that were begun or met by these events. */
const find: Statement = {
  name: "deadlines-find",
  text: `select * from deadline d where (d.source, d.binding, d.position, d.part) in (
      select d.source, d.binding, d.position, d.part from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, subject)
        join deadline d on d.source = t.source and d.subject = t.subject where d.state in ('waiting', 'late')
      union
      select d.source, d.binding, d.position, d.part from unnest(${array(3, "text")}, ${array(4, "text")}) as t(source, id)
        join deadline d on d.source = t.source and d.event_id = t.id
      union
      select d.source, d.binding, d.position, d.part from unnest(${array(3, "text")}, ${array(4, "text")}) as t(source, id)
        join deadline d on d.source = t.source and d.done_id = t.id
    ) order by source, binding, position, part for update`,
};

/** Finds and locks what the events of a batch may change. */
export async function findDeadlines(
  transaction: Transaction,
  processes: readonly ProcessName[],
  events: readonly EventName[],
): Promise<readonly Deadline[]> {
  if (processes.length + events.length === 0) return [];
  const rows = await transaction.run<DeadlineRow>(find, [
    column(processes, ({ source }) => source),
    column(processes, ({ subject }) => subject),
    column(events, ({ source }) => source),
    column(events, ({ id }) => id),
  ]);
  return rows.map(deadlineOf);
}

/** More events of the awaited types than this in the processes of one batch are not looked at. */
const mostEvents = 5_000;

const stored: Statement = {
  name: "deadlines-awaited",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.time, e.body
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, subject)
    join event e on e.source = t.source and e.subject = t.subject join log l on l.event = e.key
    where e.type = any(${array(3, "text")}) and l.position <= $4::bigint order by l.position limit ${mostEvents}`,
};

/** What the log up to a position holds of what these deadlines await; erased payloads are not in it. */
export async function awaitedEvents(
  transaction: Transaction,
  rows: readonly Deadline[],
  through: number,
): Promise<readonly ReadEvent[]> {
  if (rows.length === 0) return [];
  const processes = [...new Map(rows.map((row) => [`${row.source}\n${row.subject}`, row])).values()];
  const types = [...new Set(rows.flatMap(({ awaited }) => awaited))];
  const found = await transaction.run<LogEvent>(stored, [
    column(processes, ({ source }) => source),
    column(processes, ({ subject }) => subject),
    column(types, (type) => type),
    through,
  ]);
  return found.flatMap((event) => readEvent(event) ?? []);
}

/** Which of these events were corrected by what the log holds up to a position. */
export async function correctedOf(
  transaction: Transaction,
  events: readonly EventName[],
  through: number,
): Promise<(event: EventName) => boolean> {
  const correction = await correctionsOf(transaction, events);
  return (event) => (correction(event) ?? Number.POSITIVE_INFINITY) <= through;
}
