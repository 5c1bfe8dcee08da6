import { array, column } from "../log/index.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { StoredDefinition } from "./definitions.ts";
import { changeEpoch } from "./epoch.ts";
import { membersOf } from "./members.ts";
import { changesOf, type WrittenMember } from "./mirror/changes.ts";
import { type ReadEvent, readEvent } from "./read-event.ts";

/** Repeated rows are the same rows: who is a member follows from the event alone. */
const insertMembers: Statement = {
  name: "windows-insert",
  text: `insert into window_member (definition, key, at, position, n, t, u, gap, gone)
    select * from unnest(${array(1, "int")}, ${array(2, "uuid")}, ${array(3, "bigint")}, ${array(4, "bigint")},
      ${array(5, "numeric")}, ${array(6, "text")}, ${array(7, "text")}, ${array(8, "boolean")}, ${array(9, "bigint")})
    on conflict do nothing`,
};

/** Each row by its whole primary key: the index is not led by positions. */
const markGone: Statement = {
  name: "windows-gone",
  text: `update window_member m set gone = t.gone
    from unnest(${array(1, "int")}, ${array(2, "uuid")}, ${array(3, "bigint")}, ${array(4, "bigint")}, ${array(5, "bigint")})
      as t(definition, key, at, position, gone)
    where m.definition = t.definition and m.key = t.key and m.at = t.at and m.position = t.position
      and m.gone is distinct from t.gone`,
};

const deleteMembers: Statement = {
  name: "windows-delete",
  text: `delete from window_member m
    using unnest(${array(1, "int")}, ${array(2, "uuid")}, ${array(3, "bigint")}, ${array(4, "bigint")})
      as t(definition, key, at, position)
    where m.definition = t.definition and m.key = t.key and m.at = t.at and m.position = t.position`,
};

const addCorrections: Statement = {
  name: "windows-add-corrections",
  text: `insert into event_correction (source, event_id, position)
    select * from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "bigint")}) on conflict do nothing`,
};

/** One look-up for each event. */
const findCorrections: Statement = {
  name: "windows-find-corrections",
  text: `select t.source, t.id, c.position from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    cross join lateral (
      select position from event_correction where source = t.source and event_id = t.id order by position limit 1
    ) c`,
};

/** Stored events by their ids, up to a position. */
const findEvents: Statement = {
  name: "windows-find-events",
  text: `select l.position, e.source, e.id, e.type, e.subject, e.body
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    join event e on e.source = t.source and e.id = t.id join log l on l.event = e.key
    where l.position <= $3::bigint and e.body <> ''`,
};

/**
 * Whoever changes members that a fill may be about to make waits for the fill's transaction, and the next one for theirs:
 * else a fill could write what it read before the change.
 */
const holdFills: Statement = {
  name: "windows-hold-fills",
  text: "select id from window_definition where filled_to < from_position and state <> 'dropped' order by id for share",
};

type Named = Pick<ReadEvent, "source" | "id">;
const slot = ({ source, id }: Named): string => `${source}\n${id}`;

/** By source and id of an event: the position of the first that corrects it. */
export async function correctionsOf(
  transaction: Pick<Transaction, "run">,
  events: readonly Named[],
): Promise<(event: Named) => number | undefined> {
  if (events.length === 0) return () => undefined;
  const rows = await transaction.run<Named & { position: number }>(findCorrections, [
    column(events, ({ source }) => source),
    column(events, ({ id }) => id),
  ]);
  const found = new Map(rows.map((row) => [slot(row), row.position]));
  return (event) => found.get(slot(event));
}

/**
 * Makes the members that the next events of the log give to these definitions, and takes back what they correct: from its
 * correction on, a corrected event counts no more, whichever of the two came first. In the scorer's transaction, before
 * anything is judged: members are visible by position.
 */
export async function writeMembers(
  transaction: Transaction,
  definitions: readonly StoredDefinition[],
  events: readonly ReadEvent[],
): Promise<void> {
  const correcting = events.flatMap(({ source, corrects, position }) =>
    corrects === undefined ? [] : [{ source, id: corrects, position }],
  );
  if (correcting.length > 0)
    await transaction.run(addCorrections, [
      column(correcting, ({ source }) => source),
      column(correcting, ({ id }) => id),
      column(correcting, ({ position }) => position),
    ]);
  if (definitions.length === 0) return;
  await insertMade(transaction, definitions, events);
  const first = events[0]?.position;
  if (correcting.length > 0 && first !== undefined)
    await renewGone(transaction, definitions, correcting, first - 1);
}

/** Writes the members of these events, with the position of what corrects them. */
export async function insertMade(
  transaction: Transaction,
  definitions: readonly StoredDefinition[],
  events: readonly ReadEvent[],
): Promise<void> {
  const made = events
    .map((event) => ({ event, members: membersOf(definitions, event.source, event) }))
    .filter(({ members }) => members.length > 0);
  if (made.length === 0) return;
  const correction = await correctionsOf(
    transaction,
    made.map(({ event }) => event),
  );
  const rows = made.flatMap(({ event, members }) => {
    const gone = correction(event);
    return members.map((member): WrittenMember => ({ ...member, position: event.position, gone }));
  });
  changesOf(transaction)?.members.push(...rows);
  await transaction.run(insertMembers, [
    ...placeColumns(rows),
    column(rows, ({ n }) => n),
    column(rows, ({ t }) => t),
    column(rows, ({ u }) => u),
    column(rows, ({ gap }) => String(gap)),
    column(rows, ({ gone }) => gone),
  ]);
}

const placeColumns = (rows: readonly Omit<WrittenMember, "gone">[]): readonly string[] => [
  column(rows, ({ definition }) => definition.id),
  column(rows, ({ key }) => key),
  column(rows, ({ at }) => at),
  column(rows, ({ position }) => position),
];

/** Corrections of events up to a position were added or taken back: says so at their members. */
async function renewGone(
  transaction: Transaction,
  definitions: readonly StoredDefinition[],
  corrected: readonly Named[],
  through: number,
): Promise<void> {
  await transaction.run(holdFills, []);
  const stored = await transaction.run<Parameters<typeof readEvent>[0]>(findEvents, [
    column(corrected, ({ source }) => source),
    column(corrected, ({ id }) => id),
    through,
  ]);
  const events = [...new Map(stored.map((event) => [event.position, event])).values()].flatMap(
    (event) => readEvent(event) ?? [],
  );
  const correction = await correctionsOf(transaction, events);
  const rows = events.flatMap((event) => {
    const gone = correction(event);
    return membersOf(definitions, event.source, event).map((member): WrittenMember => ({
      ...member,
      position: event.position,
      gone,
    }));
  });
  if (rows.length === 0) return;
  changesOf(transaction)?.gone.push(...rows);
  await transaction.run(markGone, [...placeColumns(rows), column(rows, ({ gone }) => gone)]);
}

const takeCorrections: Statement = {
  name: "windows-take-corrections",
  text: "delete from event_correction where position = $1 returning source, event_id as id",
};

/**
 * Takes back everything that an event gave to windows, as if it had never been: its members, and that it corrected
 * another. To be called under the lock on the scorer's place, with the event as it was before its payload goes (SE-3).
 */
export async function removeMembers(
  transaction: Transaction,
  definitions: readonly StoredDefinition[],
  event: Parameters<typeof readEvent>[0],
): Promise<void> {
  const read = readEvent(event);
  const corrected = await transaction.run<Named>(takeCorrections, [event.position]);
  if (definitions.length === 0) return;
  await transaction.run(holdFills, []);
  await changeEpoch(transaction);
  const members = read === undefined ? [] : membersOf(definitions, read.source, read);
  const rows = members.map((member) => ({ ...member, position: event.position }));
  if (rows.length > 0) await transaction.run(deleteMembers, [...placeColumns(rows)]);
  if (corrected.length > 0) await renewGone(transaction, definitions, corrected, Number.MAX_SAFE_INTEGER);
}
