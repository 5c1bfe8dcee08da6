import type { Locale } from "@probity/contracts";
import { fetchLimit, page, type PageQuery } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { readPreferences } from "./preferences.ts";
import { renderNotice } from "./render.ts";

/** A notice in a person's list. */
export interface NoticeView {
  readonly id: number;
  readonly kind: string;
  readonly urgency: string;
  readonly title: string;
  readonly text: string;
  readonly link: string | null;
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** Which notices to list. */
export interface InboxFilter extends PageQuery {
  readonly unread: boolean;
  readonly kind?: string | undefined;
  /** Default: the language of the person's preferences. */
  readonly lang?: Locale | undefined;
}

/** More than so many are not counted one by one. */
const maxCounted = 1_000;

/** A page of a person's own notices, the newest first. */
export async function listNotices(
  { store, timeZone }: { readonly store: Pick<Store, "db">; readonly timeZone: string },
  person: string,
  filter: InboxFilter,
): Promise<{ readonly notices: readonly NoticeView[]; readonly unread: number; readonly next?: string }> {
  let query = store.db
    .selectFrom("notice")
    .selectAll()
    .where("person", "=", person)
    .where("shown", "=", true);
  if (filter.unread) query = query.where("read_at", "is", null);
  if (filter.kind !== undefined) query = query.where("kind", "=", filter.kind);
  if (filter.cursor !== undefined) query = query.where("id", "<", Number(filter.cursor));
  const found = await query.orderBy("id", "desc").limit(fetchLimit(filter)).execute();
  const { rows, ...next } = page(found, filter, ({ id }) => id);
  const language = filter.lang ?? (await readPreferences(store, [person])).get(person)?.language ?? "zh-CN";
  const notices = rows.map((row): NoticeView => ({
    id: row.id,
    kind: row.kind,
    urgency: row.urgency,
    ...renderNotice(row, language, timeZone),
    link: row.link,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }));
  return { notices, unread: await countUnread(store, person), ...next };
}

/** How many of a person's notices are not read; counted up to a thousand. */
export async function countUnread({ db }: Pick<Store, "db">, person: string): Promise<number> {
  const { n } = await db
    .selectFrom((from) =>
      from
        .selectFrom("notice")
        .select("id")
        .where("person", "=", person)
        .where("shown", "=", true)
        .where("read_at", "is", null)
        .limit(maxCounted)
        .as("unread"),
    )
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return n;
}

/** Marks notices as read: the named ones, or every one up to an id. Others' notices are left alone. Returns how many. */
export async function markRead(
  { db }: Pick<Store, "db">,
  person: string,
  which: { readonly ids: readonly number[] } | { readonly upTo: number },
  now: Date,
): Promise<number> {
  const query = db
    .updateTable("notice")
    .set({ read_at: now.toISOString() })
    .where("person", "=", person)
    .where("read_at", "is", null);
  if ("ids" in which && which.ids.length === 0) return 0;
  const { numUpdatedRows } = await (
    "ids" in which ? query.where("id", "in", which.ids) : query.where("id", "<=", which.upTo)
  ).executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
