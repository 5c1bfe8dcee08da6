import type { IngestResult, Json } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { Store, Transaction } from "../store/index.ts";
import type { CheckedEvent, InvalidEvent, ValidEvent } from "./checked-event.ts";
import * as sql from "./statements.ts";

/** What a stored event is known by. */
interface Stored {
  readonly position: number;
  readonly text: string;
}

/**
 * Stores a batch in one transaction and resolves after its commit, one result per event in order. Idempotent: the same
 * event again is a `duplicate` with its old position; another event under the same id is quarantined. Events of several
 * sources and requests may share a batch. Throws when nothing was taken.
 */
export async function ingestBatch(
  store: Store,
  events: readonly CheckedEvent[],
  now: Date,
): Promise<readonly IngestResult[]> {
  const firsts = firstOfEach(events.filter((event) => event.valid));
  const fresh = [...firsts.values()];
  return await store.transaction(async (transaction) => {
    const inserted = await insertEvents(transaction, fresh, now);
    const known = await findStored(transaction, events, inserted);
    const refused = events.map((event) =>
      judge(event, known.get(slot(event))?.text ?? firsts.get(slot(event))?.text),
    );
    const order = fresh.filter((event) => inserted.has(slot(event)));
    await resolveQuarantined(transaction, order, now);
    await quarantine(
      transaction,
      refused.filter((event) => event !== undefined),
      now,
    );
    // Last, because this takes the lock that all writers share until commit.
    const positions = await appendToLog(transaction, order, inserted);
    return results(events, refused, positions, known);
  });
}

const slot = ({ source, id }: { readonly source: string; readonly id: string }): string => `${source}\n${id}`;

/** Without repetitions within the batch. */
function firstOfEach(events: readonly ValidEvent[]): ReadonlyMap<string, ValidEvent> {
  const seen = new Map<string, ValidEvent>();
  for (const event of events) if (!seen.has(slot(event))) seen.set(slot(event), event);
  return seen;
}

async function insertEvents(
  transaction: Transaction,
  events: readonly ValidEvent[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  if (events.length === 0) return new Map();
  // One order for all writers, so that two batches with the same ids cannot wait for each other in a circle.
  const sorted = events.toSorted((a, b) => (slot(a) < slot(b) ? -1 : 1));
  const rows = await transaction.run<{ key: number; source: string; id: string }>(
    sql.insertEvents,
    sql.eventColumns(sorted, now),
  );
  return new Map(rows.map((row) => [slot(row), row.key]));
}

/** The events stored earlier under ids of this batch. */
async function findStored(
  transaction: Transaction,
  events: readonly CheckedEvent[],
  inserted: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, Stored>> {
  const old = events.filter((event) => event.valid && !inserted.has(slot(event)));
  if (old.length === 0) return new Map();
  const rows = await transaction.run<Stored & { source: string; id: string }>(
    sql.findEvents,
    sql.idColumns(old),
  );
  return new Map(rows.map((row) => [slot(row), row]));
}

/** What is wrong with an event, given what its id stands for already; undefined when nothing is. */
function judge(event: CheckedEvent, stored: string | undefined): InvalidEvent | undefined {
  if (!event.valid) return event;
  return stored === undefined || sameEvent(stored, event.text) ? undefined : conflict(event);
}

function conflict(event: ValidEvent): InvalidEvent {
  const errors = [{ path: "/id", message: "is the id of another event of this source" }];
  return { ...event, valid: false, code: "PROBITY_E_EVENT_CONFLICT", errors };
}

/** Same bytes, or the same JSON in another order and spacing. */
function sameEvent(a: string, b: string): boolean {
  if (a === b) return true;
  try {
    // Both were parsed and depth-checked before they came here.
    return canonicalJson(JSON.parse(a) as Json) === canonicalJson(JSON.parse(b) as Json);
  } catch {
    // A number beyond the range of doubles has no canonical form; then only the bytes count.
    return false;
  }
}

async function quarantine(
  transaction: Transaction,
  events: readonly InvalidEvent[],
  now: Date,
): Promise<void> {
  if (events.length > 0) await transaction.run(sql.insertQuarantine, sql.quarantineColumns(events, now));
}

/** An event that was refused before and is accepted now needs nobody's attention any more. */
async function resolveQuarantined(
  transaction: Transaction,
  events: readonly ValidEvent[],
  now: Date,
): Promise<void> {
  if (events.length > 0)
    await transaction.run(sql.resolveQuarantine, [...sql.idColumns(events), now.toISOString()]);
}

async function appendToLog(
  transaction: Transaction,
  events: readonly ValidEvent[],
  keys: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, number>> {
  if (events.length === 0) return new Map();
  const ordered = events.map((event) => keys.get(slot(event)) ?? 0);
  const rows = await transaction.run<{ position: number; event: number }>(sql.appendToLog, [
    ordered.join(sql.separator),
    ordered.length,
  ]);
  const byKey = new Map(rows.map((row) => [row.event, row.position]));
  return new Map(events.map((event, index) => [slot(event), byKey.get(ordered[index] ?? 0) ?? 0]));
}

function results(
  events: readonly CheckedEvent[],
  refused: readonly (InvalidEvent | undefined)[],
  positions: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, Stored>,
): readonly IngestResult[] {
  const seen = new Set<string>();
  return events.map((event, index) => {
    const invalid = refused[index];
    if (invalid !== undefined) return quarantined(invalid);
    const place = slot(event);
    const first = positions.has(place) && !seen.has(place);
    seen.add(place);
    const position = positions.get(place) ?? known.get(place)?.position ?? 0;
    return { id: event.id, status: first ? "accepted" : "duplicate", position };
  });
}

function quarantined({ id, code, errors }: InvalidEvent): IngestResult {
  const detail = errors.map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
  return { id, status: "quarantined", code, detail: detail.slice(0, 2000), errors: [...errors] };
}
