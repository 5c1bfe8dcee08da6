import { ProbityError } from "@probity/contracts";
import { loggingTransaction, ownSource, type ProvableLog } from "../log/index.ts";
import { fetchLimit, page, type PageQuery } from "../ops/page.ts";
import type { Store } from "../store/index.ts";

/** A delivery as operators see it. */
export interface DeliveryView {
  readonly id: string;
  readonly channel: string;
  readonly person: string;
  readonly state: string;
  /** Kinds of its notices. */
  readonly kinds: readonly string[];
  readonly notices: number;
  readonly digest: boolean;
  readonly attempts: number;
  readonly createdAt: string;
  /** When it is tried next; null when it has ended. */
  readonly dueAt: string | null;
  readonly endedAt: string | null;
  readonly lastError: string | null;
}

/** Which deliveries to list. */
export interface DeliveryFilter extends Omit<PageQuery, "cursor"> {
  readonly state?: "waiting" | "sent" | "dead";
  readonly channel?: string;
  readonly person?: string;
  readonly cursor?: string;
}

/** A page of deliveries, the newest first. */
export async function listDeliveries(
  store: Pick<Store, "db">,
  { state, channel, person, cursor, limit }: DeliveryFilter,
): Promise<{ readonly deliveries: readonly DeliveryView[]; readonly next?: string }> {
  let query = store.db.selectFrom("notice_delivery").selectAll();
  if (state !== undefined) query = query.where("state", "=", state);
  if (channel !== undefined) query = query.where("channel", "=", channel);
  if (person !== undefined) query = query.where("person", "=", person);
  if (cursor !== undefined) query = query.where("id", "<", cursor);
  const found = await query.orderBy("id", "desc").limit(fetchLimit({ limit })).execute();
  const { rows, ...next } = page(found, { limit }, ({ id }) => id);
  const kinds = await kindsOf(
    store,
    rows.map(({ id }) => id),
  );
  return { deliveries: rows.map((row) => viewOf(row, kinds.get(row.id) ?? [])), ...next };
}

/** One delivery with every attempt. Throws `PROBITY_E_NOT_FOUND`. */
export async function showDelivery(store: Pick<Store, "db">, id: string): Promise<object> {
  const row = await store.db
    .selectFrom("notice_delivery")
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no delivery ${id}`);
  const kinds = await kindsOf(store, [id]);
  const attempts = await store.db
    .selectFrom("notice_attempt")
    .selectAll()
    .where("delivery", "=", id)
    .orderBy("at", "desc")
    .limit(200)
    .execute();
  return {
    ...viewOf(row, kinds.get(id) ?? []),
    log: attempts.toReversed().map(({ n, at, ok, status, duration_ms: durationMs, error }) => ({
      n,
      at: at.toISOString(),
      ok,
      status,
      durationMs,
      error,
    })),
  };
}

interface KindRow {
  readonly kind: string;
  readonly n: number;
}

async function kindsOf(
  { db }: Pick<Store, "db">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly KindRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("notice_delivery_item")
    .innerJoin("notice", "notice.id", "notice_delivery_item.notice")
    .select(["notice_delivery_item.delivery", "notice.kind"])
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .where("notice_delivery_item.delivery", "in", ids)
    .groupBy(["notice_delivery_item.delivery", "notice.kind"])
    .orderBy("notice.kind")
    .execute();
  return Map.groupBy(rows, ({ delivery }) => delivery);
}

interface Row {
  readonly id: string;
  readonly channel: string;
  readonly person: string;
  readonly period: Date | null;
  readonly state: string;
  readonly created_at: Date;
  readonly due_at: Date;
  readonly attempts: number;
  readonly ended_at: Date | null;
  readonly last_error: string | null;
}

const viewOf = (row: Row, kinds: readonly KindRow[]): DeliveryView => ({
  id: row.id,
  channel: row.channel,
  person: row.person,
  state: row.state,
  kinds: kinds.map(({ kind }) => kind),
  notices: kinds.reduce((sum, { n }) => sum + n, 0),
  digest: row.period !== null,
  attempts: row.attempts,
  createdAt: row.created_at.toISOString(),
  dueAt: row.state === "waiting" ? row.due_at.toISOString() : null,
  endedAt: row.ended_at?.toISOString() ?? null,
  lastError: row.last_error,
});

/** What replaying needs. */
export interface ReplayOptions {
  readonly store: Store;
  readonly log: Pick<ProvableLog, "logServerEvents">;
  readonly clock: () => number;
  readonly giveUpMs: number;
}

/**
 * Lets a delivery go out once more, dead or sent, under the same id. Throws `PROBITY_E_DELIVERY_STATE` for one that waits.
 * Logged (LO-7).
 */
export async function replayDelivery(options: ReplayOptions, id: string, by: string): Promise<void> {
  const row = await options.store.db
    .selectFrom("notice_delivery")
    .select(["channel", "state"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no delivery ${id}`);
  const count = await replay(options, { id, channel: row.channel, states: ["dead", "sent"] }, by);
  if (count === 0) throw new ProbityError("PROBITY_E_DELIVERY_STATE", `delivery ${id} waits already`);
}

/** Lets the dead deliveries of a channel go out once more, those that ended since a moment. Returns how many. Logged. */
export async function replayDead(
  options: ReplayOptions,
  channel: string,
  since: Date | undefined,
  by: string,
): Promise<number> {
  return await replay(options, { channel, since, states: ["dead"] }, by);
}

async function replay(
  { store, log, clock, giveUpMs }: ReplayOptions,
  which: {
    readonly id?: string | undefined;
    readonly channel: string;
    readonly since?: Date | undefined;
    readonly states: readonly ("dead" | "sent")[];
  },
  by: string,
): Promise<number> {
  return await loggingTransaction(store, async (transaction) => {
    const now = clock();
    const known = await transaction.db
      .selectFrom("notice_channel")
      .select("kind")
      .where("id", "=", which.channel)
      .executeTakeFirst();
    if (known === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no channel ${which.channel}`);
    let query = transaction.db
      .updateTable("notice_delivery")
      .set({
        state: "waiting",
        attempts: 0,
        due_at: new Date(now).toISOString(),
        gives_up_at: new Date(now + giveUpMs).toISOString(),
        ended_at: null,
      })
      .where("channel", "=", which.channel)
      .where("state", "in", which.states);
    if (which.id !== undefined) query = query.where("id", "=", which.id);
    if (which.since !== undefined) query = query.where("ended_at", ">=", which.since);
    const count = Number((await query.executeTakeFirstOrThrow()).numUpdatedRows);
    if (count === 0) return 0;
    const channel = { id: which.channel, kind: known.kind, change: "replayed", count, by };
    await log.logServerEvents(transaction, ownSource, [
      { type: "notice.channel.changed", data: { channel } },
    ]);
    return count;
  });
}
