import type { BuiltinEvents } from "@probity/contracts";
import type { Store } from "../store/index.ts";

/** Why a payload is not shown. */
export interface ErasureView {
  readonly erasedAt: string;
  /** As they were logged; null where the notice itself was erased. */
  readonly basis: string | null;
  readonly by: string | null;
  /** Where the erasure is logged. */
  readonly position: number | null;
}

/** What the log says about the erasure of an event id of a source. */
export async function findErasure(
  store: Store,
  source: string,
  eventId: string,
  erasedAt: Date,
): Promise<ErasureView> {
  const row = await store.db
    .selectFrom("event")
    .innerJoin("log", "log.event", "event.key")
    .select(["event.body", "log.position"])
    .where("event.source", "=", source)
    .where("event.subject", "=", eventId)
    .where("event.type", "=", "payload.erased")
    .where("event.body", "<>", "")
    .orderBy("log.position", "desc")
    .limit(1)
    .executeTakeFirst();
  const at = { erasedAt: erasedAt.toISOString() };
  if (row === undefined) return { ...at, basis: null, by: null, position: null };
  // Logged by this server.
  const { data } = JSON.parse(row.body) as { readonly data: BuiltinEvents["payload.erased"] };
  return { ...at, basis: data.erasure.basis, by: data.erasure.by, position: row.position };
}
