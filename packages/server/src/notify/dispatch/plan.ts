import type { Statement, Store, Transaction } from "../../store/index.ts";
import { kindOfChannel } from "../channels/index.ts";
import { afterQuiet, digestAt } from "../due.ts";
import { kindOfNotice, type WayOut } from "../kinds.ts";
import { defaultPreferences, type NoticePreferences, readPreferences, waysFor } from "../preferences.ts";

/** What {@link planNotices} works with. */
export interface PlanOptions {
  readonly store: Pick<Store, "transaction">;
  readonly clock: () => number;
  readonly newId: () => string;
  readonly timeZone: string;
  readonly giveUpMs: number;
}

/** So many notices are looked at in one transaction, which bounds what is in memory. */
const batchSize = 200;

const take: Statement = {
  name: "notice-take",
  text: `with next as materialized (
      select id from notice where not planned order by id limit ${batchSize} for update skip locked
    )
    update notice n set planned = true from next where n.id = next.id
    returning n.id, n.person, n.kind, n.urgency`,
};

const channelsOf: Statement = {
  name: "notice-channels-active",
  text: "select id, kind, settings from notice_channel where state = 'active' order by id",
};

const addressesOf: Statement = {
  name: "notice-addresses",
  text: `select person, kind, address from notice_address where person = any($1::text[]) and address is not null`,
};

/** One that collects takes others in until somebody has begun to send it. */
const insert: Statement = {
  name: "notice-deliveries-insert",
  text: `insert into notice_delivery (id, channel, person, period, state, created_at, due_at, gives_up_at)
    select id, channel, person, period, 'waiting', $2::timestamptz, due_at, due_at + ($3::int * interval '1 millisecond')
    from json_to_recordset($1::json)
      as t(id text, channel text, person text, period timestamptz, due_at timestamptz)
    on conflict (channel, person, period) where period is not null do update set state = 'waiting'
      where notice_delivery.state = 'waiting' and notice_delivery.attempts = 0 and notice_delivery.claim is null
    returning id, channel, person, period`,
};

const insertItems: Statement = {
  name: "notice-items-insert",
  text: `insert into notice_delivery_item (delivery, notice)
    select delivery, notice from json_to_recordset($1::json) as t(delivery text, notice bigint)`,
};

interface Taken {
  readonly id: number;
  readonly person: string;
  readonly kind: string;
  readonly urgency: string;
}

interface Leaving {
  readonly notice: number;
  readonly channel: string;
  readonly person: string;
  readonly due: Date;
  readonly period: Date | undefined;
}

/** Makes deliveries of notices that were committed; each once over all servers. Returns whether there may be others. */
export async function planNotices(options: PlanOptions): Promise<boolean> {
  return await options.store.transaction(async (transaction) => {
    const taken = await transaction.run<Taken>(take, []);
    if (taken.length === 0) return false;
    const now = new Date(options.clock());
    const leaving = await leavingOf(transaction, taken, now, options.timeZone);
    await storeLeaving(transaction, options, leaving, now);
    return taken.length === batchSize;
  });
}

async function leavingOf(
  transaction: Transaction,
  taken: readonly Taken[],
  now: Date,
  timeZone: string,
): Promise<readonly Leaving[]> {
  const channels = await transaction.run<ChannelLine>(channelsOf, []);
  if (channels.length === 0) return [];
  const persons = [...new Set(taken.map(({ person }) => person))];
  const preferences = await readPreferences(transaction, persons);
  const found = await transaction.run<{ person: string; kind: string }>(addressesOf, [persons]);
  const reached = new Set(found.map(({ person, kind }) => `${person}\n${kind}`));
  return taken.flatMap((notice) => {
    const own = preferences.get(notice.person) ?? defaultPreferences;
    const ways = waysFor(notice.kind, own);
    return channels.flatMap((channel): readonly Leaving[] => {
      const kind = kindOfChannel(channel.kind);
      if (kind === undefined || !wants(channel, kind.way, notice.kind, ways)) return [];
      if (kind.address !== undefined && !reached.has(`${notice.person}\n${channel.kind}`)) return [];
      const when = whenOf(notice, kind.way, own, now, timeZone);
      return [{ notice: notice.id, channel: channel.id, person: notice.person, ...when }];
    });
  });
}

interface ChannelLine {
  readonly id: string;
  readonly kind: string;
  readonly settings: string;
}

/** A channel may be for some kinds of notices alone. A webhook that names a kind has it, whatever the kind's own ways are. */
function wants({ settings }: ChannelLine, way: WayOut, kind: string, ways: ReadonlySet<WayOut>): boolean {
  // Written by addChannel.
  const { kinds } = JSON.parse(settings) as { readonly kinds?: readonly string[] };
  if (kinds !== undefined && !kinds.includes(kind)) return false;
  return ways.has(way) || (way === "webhook" && kinds !== undefined);
}

/** An escalation and what is urgent leave at once (catalogue 10); a webhook is nobody's sleep. */
function whenOf(
  { kind, urgency }: Taken,
  way: WayOut,
  own: NoticePreferences,
  now: Date,
  timeZone: string,
): Pick<Leaving, "due" | "period"> {
  if (urgency === "urgent" || kindOfNotice(kind)?.escalation === true || way === "webhook")
    return { due: now, period: undefined };
  const period = way === "email" ? digestAt(now, own, timeZone) : undefined;
  return { due: period ?? afterQuiet(now, own, timeZone), period };
}

async function storeLeaving(
  transaction: Transaction,
  { newId, giveUpMs }: PlanOptions,
  leaving: readonly Leaving[],
  now: Date,
): Promise<void> {
  const rest = await insertGroups(transaction, newId, giveUpMs, groupsOf(leaving), now);
  // Its digest is on its way already: by itself, then.
  const alone = rest.map((one): Leaving => ({ ...one, due: now, period: undefined }));
  await insertGroups(transaction, newId, giveUpMs, groupsOf(alone), now);
}

const nameOf = (channel: string, person: string, period: Date | null | undefined): string =>
  `${channel}\n${person}\n${period?.getTime() ?? ""}`;

/** What goes out as one message. */
function groupsOf(leaving: readonly Leaving[]): readonly (readonly Leaving[])[] {
  const key = ({ channel, person, period, notice }: Leaving): string =>
    period === undefined ? `${channel}\n${person}\n\n${notice}` : nameOf(channel, person, period);
  return [...Map.groupBy(leaving, key).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group);
}

/** Returns what found its digest gone. */
async function insertGroups(
  transaction: Transaction,
  newId: () => string,
  giveUpMs: number,
  groups: readonly (readonly Leaving[])[],
  now: Date,
): Promise<readonly Leaving[]> {
  if (groups.length === 0) return [];
  const made = groups.flatMap((items) => {
    const [first] = items;
    return first === undefined ? [] : [{ id: newId(), first, items }];
  });
  const rows = made.map(({ id, first: { channel, person, period, due } }) => ({
    id,
    channel,
    person,
    period: period?.toISOString() ?? null,
    due_at: due.toISOString(),
  }));
  const values = [JSON.stringify(rows), now.toISOString(), giveUpMs];
  const stored = await transaction.run<StoredDelivery>(insert, values);
  const byId = new Set(stored.map(({ id }) => id));
  const byPeriod = new Map(stored.map((row) => [nameOf(row.channel, row.person, row.period), row.id]));
  const idOf = ({ id, first }: (typeof made)[number]): string | undefined =>
    first.period === undefined
      ? byId.has(id)
        ? id
        : undefined
      : byPeriod.get(nameOf(first.channel, first.person, first.period));
  const items = made.flatMap((group) => {
    const delivery = idOf(group);
    return delivery === undefined ? [] : group.items.map(({ notice }) => ({ delivery, notice }));
  });
  await transaction.run(insertItems, [JSON.stringify(items)]);
  return made.filter((group) => idOf(group) === undefined).flatMap((group) => group.items);
}

interface StoredDelivery {
  readonly id: string;
  readonly channel: string;
  readonly person: string;
  readonly period: Date | null;
}
