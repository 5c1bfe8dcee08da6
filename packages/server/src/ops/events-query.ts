import { builtinEvents } from "@probity/contracts/schemas";
import type { EventType } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { json } from "./describe.ts";
import { findErasure } from "./erasures.ts";
import { fetchLimit, page, type PageQuery } from "./page.ts";

/** Filters of the list of events. */
export interface EventFilter extends PageQuery {
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly subject?: string | undefined;
  readonly since?: number | undefined;
  /** `acts` leaves out what sources and server say about the reporting itself. */
  readonly about?: "acts" | "all" | undefined;
}

const allTypes: readonly EventType[] = Object.values(builtinEvents);
const systemTypes = allTypes.filter(({ system }) => system === true).map(({ type }) => type);

/** A page of events with the number of hits of each. */
export async function listEvents(store: Store, filter: EventFilter): Promise<object> {
  const { source, type, subject, since, about, cursor } = filter;
  const oldestFirst = since !== undefined;
  let select = store.db
    .selectFrom("log")
    .innerJoin("event", "event.key", "log.event")
    .leftJoin("event_result", "event_result.position", "log.position")
    .select(["log.position", "event.id", "event.source", "event.type", "event.subject", "event.time"])
    .select(["event.received_at", "event.incomplete", "event_result.hits", "event_result.indeterminate"])
    .select("event.erased_at");
  if (source !== undefined) select = select.where("event.source", "=", source);
  if (type !== undefined) select = select.where("event.type", "=", type);
  if (about === "acts") select = select.where("event.type", "not in", systemTypes);
  if (subject !== undefined) select = select.where("event.subject", "=", subject);
  const from = cursor === undefined ? since : Number(cursor);
  if (from !== undefined) select = select.where("log.position", oldestFirst ? ">" : "<", from);
  const found = await select
    .orderBy("log.position", oldestFirst ? "asc" : "desc")
    .limit(fetchLimit(filter))
    .execute();
  const { rows, ...next } = page(found, filter, ({ position }) => position);
  const events = rows.map((row) => ({
    position: row.position,
    id: row.id,
    source: row.source,
    type: row.type,
    subject: row.subject,
    time: row.time.toISOString(),
    receivedAt: row.received_at.toISOString(),
    incomplete: row.incomplete,
    hits: row.hits,
    indeterminate: row.indeterminate,
    erasedAt: row.erased_at?.toISOString() ?? null,
  }));
  return { events, ...next };
}

/** An event with all that is known about it. */
export interface FoundEvent {
  readonly source: string;
  readonly type: string;
  /** As it was accepted; null once it was erased. */
  readonly event: unknown;
  readonly [more: string]: unknown;
}

/** One event with all that is known about it; the first of several sources that use the same id. */
export async function findEvent(
  store: Store,
  id: string,
  source: string | undefined,
): Promise<FoundEvent | undefined> {
  let select = store.db
    .selectFrom("event")
    .innerJoin("log", "log.event", "event.key")
    .selectAll()
    .where("id", "=", id);
  if (source !== undefined) select = select.where("source", "=", source);
  const event = await select.orderBy("position").limit(1).executeTakeFirst();
  if (event === undefined) return undefined;
  const { position } = event;
  const result = await store.db
    .selectFrom("event_result")
    .selectAll()
    .where("position", "=", position)
    .executeTakeFirst();
  return {
    position,
    receivedAt: event.received_at.toISOString(),
    incomplete: event.incomplete,
    source: event.source,
    id,
    type: event.type,
    time: event.time.toISOString(),
    subject: event.subject,
    event: event.erased_at === null ? json(event.body) : null,
    erased: event.erased_at === null ? null : await findErasure(store, event.source, id, event.erased_at),
    result: result === undefined ? null : resultView(result),
    findings: await findingsAt(store, position),
    shares: await sharesAt(store, position),
    alerts: await alertsAt(store, position),
    record: await recordOf(store, event.source, event.subject),
  };
}

function resultView(row: {
  readonly bundle_version: number;
  readonly bundle_hash: string;
  readonly hits: number;
  readonly clear: number;
  readonly not_applicable: number;
  readonly indeterminate: number;
  readonly failure: string | null;
  readonly scored_at: Date;
  readonly score: number | null;
  readonly calibration: number | null;
}): object {
  return {
    bundleVersion: row.bundle_version,
    bundleHash: row.bundle_hash,
    hits: row.hits,
    clear: row.clear,
    notApplicable: row.not_applicable,
    indeterminate: row.indeterminate,
    failure: row.failure,
    scoredAt: row.scored_at.toISOString(),
    score: row.score === null ? null : row.score / 10,
    calibration: row.calibration,
  };
}

async function findingsAt(store: Store, position: number): Promise<readonly unknown[]> {
  const rows = await store.db
    .selectFrom("finding")
    .select("body")
    .where("position", "=", position)
    .orderBy("level")
    .orderBy("binding")
    .execute();
  return rows.map(({ body }) => json(body));
}

/** What the event's score is made of: they add up to it. */
async function sharesAt(store: Store, position: number): Promise<readonly object[]> {
  const rows = await store.db
    .selectFrom("finding")
    .select(["rule", "version", "binding", "level", "class", "share"])
    .where("position", "=", position)
    .where("share", "is not", null)
    .orderBy("share", "desc")
    .orderBy("rule")
    .execute();
  return rows.map(({ share, ...row }) => ({ ...row, share: (share ?? 0) / 10 }));
}

async function alertsAt(store: Store, position: number): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom("alert_finding")
    .select("alert")
    .distinct()
    .where("position", "=", position)
    .orderBy("alert")
    .execute();
  return rows.map(({ alert }) => alert);
}

async function recordOf(store: Store, source: string, subject: string | null): Promise<unknown> {
  if (subject === null) return null;
  const row = await store.db
    .selectFrom("process_record")
    .select("record")
    .where("source", "=", source)
    .where("subject", "=", subject)
    .executeTakeFirst();
  return row === undefined ? null : json(row.record);
}
