import { sql } from "kysely";
import type { Transaction } from "../store/index.ts";
import type { Target } from "./target.ts";

/** The stored event of a target. */
export interface StoredEvent {
  readonly key: number;
  readonly position: number;
  readonly type: string;
  readonly subject: string | null;
  /** Empty once it was erased. */
  readonly body: string;
  readonly erased: boolean;
}

/** What is stored of a target. */
export interface StoredPayloads {
  /** Undefined when it was only ever refused. */
  readonly event: StoredEvent | undefined;
  /** Payloads in quarantine that are not erased yet. */
  readonly quarantined: number;
  /** True when anything of it is or was here. */
  readonly known: boolean;
  /** Entries that these were stored with. A refused one may have another id in its header. */
  readonly positions: readonly number[];
}

/** Locks and describes what is stored of a target. */
export async function takePayloads(
  transaction: Transaction,
  { source, eventId }: Target,
): Promise<StoredPayloads> {
  const event = await transaction.db
    .selectFrom("event")
    .innerJoin("log", "log.event", "event.key")
    .select(["event.key", "log.position", "event.type", "event.subject", "event.body", "event.erased_at"])
    .where("event.source", "=", source)
    .where("event.id", "=", eventId)
    .forUpdate("event")
    .executeTakeFirst();
  const kept = await transaction.db
    .selectFrom("quarantine")
    .select(["id", "erased_at", "position"])
    .where("source", "=", source)
    .where("event_id", "=", eventId)
    .orderBy("id")
    .forUpdate()
    .execute();
  return {
    event: event === undefined ? undefined : { ...event, erased: event.erased_at !== null },
    quarantined: kept.filter(({ erased_at }) => erased_at === null).length,
    known: event !== undefined || kept.length > 0,
    positions: [event, ...kept].flatMap((stored) => stored?.position ?? []),
  };
}

/** True when another event of the source, not erased, is of the same subject: then the subject is not only this one's. */
export async function isShared(transaction: Transaction, source: string, subject: string): Promise<boolean> {
  const rows = await transaction.db
    .selectFrom("event")
    .select("key")
    .where("source", "=", source)
    .where("subject", "=", subject)
    .where("erased_at", "is", null)
    .limit(2)
    .execute();
  return rows.length > 1;
}

/** Payload, salt and, unless it is shared, the subject of an event go; what its header says stays. */
export async function eraseEvent(
  transaction: Transaction,
  event: StoredEvent,
  subject: string | null,
  now: Date,
): Promise<void> {
  await transaction.db
    .updateTable("event")
    .set({ body: "", salt: null, subject, erased_at: now.toISOString() })
    .where("key", "=", event.key)
    .execute();
}

/**
 * Payloads in quarantine go with what describes them. The hash of the payload has no salt and could be guessed from, so
 * the hash of the header takes its place.
 */
export async function eraseQuarantined(
  transaction: Transaction,
  { source, eventId }: Target,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  await sql`update quarantine q set body = '', salt = null, errors = '[]', erased_at = ${at}::timestamptz,
      state = 'resolved', resolved_at = coalesce(resolved_at, ${at}::timestamptz),
      body_hash = sha256(convert_to(coalesce((select header from log l where l.position = q.position), 'erased ' || q.id), 'UTF8'))
    where source = ${source} and event_id = ${eventId} and erased_at is null`.execute(transaction.db);
}
