import { array, column, type EventRow, insertEvents, type ProvableLog, textOf } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { InvalidEvent, ValidEvent } from "./checked-event.ts";
import { sameEvent } from "./same-event.ts";
import type { Item } from "./submission.ts";

/** What becomes of the payload of an item. */
export type Decision =
  /** Stored now, under this key. */
  | { readonly as: "accepted"; readonly key: number }
  /** The same event as one that is stored at this position, or as another item of this group. */
  | { readonly as: "repeated"; readonly position?: number; readonly first?: Item }
  /** Refused. A plain event may be the very same as one that was refused before, at this position or in this group. */
  | {
      readonly as: "quarantined";
      readonly event: InvalidEvent;
      readonly position?: number;
      readonly first?: Item;
    };

interface Row extends EventRow {
  readonly item: Item;
}

/** Stores the payloads of valid items and decides about every one (EV-6): idempotent by source and id. */
export async function storePayloads(
  transaction: Transaction,
  log: ProvableLog,
  items: readonly Item[],
  receivedAt: string,
): Promise<ReadonlyMap<Item, Decision>> {
  const firsts = firstOfEach(items);
  const keys = await insertEvents(transaction, log.keys, [...firsts.values()], receivedAt);
  const decisions = new Map<Item, Decision>();
  for (const [{ item }, key] of keys) decisions.set(item, { as: "accepted", key });
  const rest = items.filter((item) => !decisions.has(item));
  if (rest.length === 0) return decisions;
  const stored = await findStored(transaction, rest, firsts, decisions);
  for (const item of rest) decisions.set(item, decide(item, stored.get(slot(item.event)), firsts, decisions));
  return await withKnownRefusals(transaction, decisions);
}

const slot = ({ source, id }: { readonly source: string; readonly id: string }): string => `${source}\n${id}`;

/** The valid events, without repetitions within the group. */
function firstOfEach(items: readonly Item[]): ReadonlyMap<string, Row> {
  const firsts = new Map<string, Row>();
  for (const item of items) {
    const { event, payload: body, salt } = item;
    if (!event.valid) continue;
    const place = slot(event);
    if (firsts.has(place)) continue;
    const { source, id, type, subject, time, incomplete } = event;
    firsts.set(place, { source, id, type, subject, time, incomplete, body, salt, item });
  }
  return firsts;
}

/** What a stored event is known by. */
interface Stored {
  readonly source: string;
  readonly id: string;
  readonly position: number;
  readonly body: string;
  readonly erased: boolean;
}

const selectStored: Statement = {
  name: "ingest-find",
  text: `select e.source, e.id, e.body, e.erased_at is not null as erased, l.position
    from unnest(${array(1, "text")}, ${array(2, "text")}) as t(source, id)
    join event e on e.source = t.source and e.id = t.id join log l on l.event = e.key`,
};

/** The events stored earlier under ids of this group. */
async function findStored(
  transaction: Transaction,
  items: readonly Item[],
  firsts: ReadonlyMap<string, Row>,
  decisions: ReadonlyMap<Item, Decision>,
): Promise<ReadonlyMap<string, Stored>> {
  const old = [...firsts.values()].filter(({ item }) => !decisions.has(item));
  if (old.length === 0 || items.length === 0) return new Map();
  const rows = await transaction.run<Stored>(selectStored, [
    column(old, ({ source }) => source),
    column(old, ({ id }) => id),
  ]);
  return new Map(rows.map((row) => [slot(row), row]));
}

function decide(
  { event, payload }: Item,
  stored: Stored | undefined,
  firsts: ReadonlyMap<string, Row>,
  decisions: ReadonlyMap<Item, Decision>,
): Decision {
  if (!event.valid) return { as: "quarantined", event };
  if (stored !== undefined) {
    // What was erased must not come back under its old id, whatever it is now.
    const same = stored.erased || sameEvent(stored.body, textOf(payload));
    return same
      ? { as: "repeated", position: stored.position }
      : { as: "quarantined", event: conflict(event) };
  }
  const first = firsts.get(slot(event))?.item;
  if (first === undefined || !decisions.has(first)) throw new Error("an event is neither stored nor new");
  return sameEvent(textOf(first.payload), textOf(payload))
    ? { as: "repeated", first }
    : { as: "quarantined", event: conflict(event) };
}

function conflict({ source, id, type }: ValidEvent): InvalidEvent {
  const errors = [{ path: "/id", message: "is the id of another event of this source" }];
  return { valid: false, source, id, type, code: "PROBITY_E_EVENT_CONFLICT", errors };
}

const selectRefused: Statement = {
  name: "ingest-refused",
  text: `select q.source, q.event_id as id, encode(q.body_hash, 'hex') as hash, q.position
    from unnest(${array(1, "text")}, ${array(2, "text")}, ${array(3, "text")}) as t(source, id, hash)
    join quarantine q on q.source = t.source and q.event_id = t.id and q.body_hash = decode(t.hash, 'hex')`,
};

/**
 * A plain event that was refused before needs no second header: sending it again adds nothing, be it later or twice in one
 * request, and is answered with the position of the first.
 */
async function withKnownRefusals(
  transaction: Transaction,
  decisions: Map<Item, Decision>,
): Promise<ReadonlyMap<Item, Decision>> {
  const refused = [...decisions].flatMap(([item, decision]) =>
    decision.as === "quarantined" ? [{ item, event: decision.event, hash: sha256Hex(item.payload) }] : [],
  );
  if (refused.every(({ item }) => item.header !== undefined)) return decisions;
  const rows = await transaction.run<{ source: string; id: string; hash: string; position: number | null }>(
    selectRefused,
    [
      column(refused, ({ event }) => event.source),
      column(refused, ({ event }) => event.id),
      column(refused, ({ hash }) => hash),
    ],
  );
  const positions = new Map(rows.map((row) => [`${slot(row)}\n${row.hash}`, row.position]));
  const firsts = new Map<string, Item>();
  for (const { item, event, hash } of refused) {
    const key = `${slot(event)}\n${hash}`;
    const [position, first] = [positions.get(key), firsts.get(key)];
    if (first === undefined) firsts.set(key, item);
    if (item.header !== undefined) continue;
    if (typeof position === "number") decisions.set(item, { as: "quarantined", event, position });
    else if (first !== undefined) decisions.set(item, { as: "quarantined", event, first });
  }
  return decisions;
}
