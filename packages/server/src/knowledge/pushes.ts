import type { LocalizedText } from "@probity/contracts";
import { sql } from "kysely";
import { type Granted, inScope, scopeOf } from "../access/index.ts";
import { page, type PageQuery } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { dedupeOf } from "./push.ts";

/** Somebody who was told. */
export interface Receiver {
  readonly id: string;
  readonly name: string | null;
  /** Null while it was not opened. */
  readonly readAt: string | null;
}

/** A push as the list shows it. */
export interface PushView {
  readonly id: string;
  readonly article: string;
  readonly title: LocalizedText;
  readonly kind: "person" | "unit";
  readonly subject: string;
  readonly unit: string | null;
  readonly via: "person" | "unit";
  readonly receivers: readonly Receiver[];
  readonly sentAt: string;
  readonly sentBy: string;
}

/** Which pushes to list. */
export interface PushFilter extends PageQuery {
  readonly article?: string | undefined;
}

/** A page of pushes about the units for which somebody sends articles, the newest first. */
export async function listPushes(
  { db }: Pick<Store, "db">,
  granted: Granted,
  filter: PushFilter,
): Promise<{ readonly pushes: readonly PushView[]; readonly next?: string }> {
  const { article, limit, cursor } = filter;
  let query = db
    .selectFrom("kb_push")
    .selectAll()
    .where(inScope(scopeOf(granted, "article.push"), "kb_push.unit"));
  if (article !== undefined) query = query.where("article", "=", article);
  if (cursor !== undefined) query = query.where("id", "<", cursor);
  const found = await query
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rows, ...next } = page(found, filter, ({ id }) => id);
  const told = await receiversOf(
    db,
    rows.map(({ id }) => id),
  );
  const pushes = rows.map((row): PushView => ({
    id: row.id,
    article: row.article,
    // Written by pushArticle.
    title: JSON.parse(row.title) as LocalizedText,
    kind: row.kind,
    subject: row.subject,
    unit: row.unit,
    via: row.via,
    receivers: told.get(row.id) ?? [],
    sentAt: row.sent_at.toISOString(),
    sentBy: row.sent_by,
  }));
  return { pushes, ...next };
}

async function receiversOf(
  db: Store["db"],
  pushes: readonly string[],
): Promise<ReadonlyMap<string, readonly Receiver[]>> {
  if (pushes.length === 0) return new Map();
  const { rows } = await sql<{ push: string; id: string; name: string | null; read_at: Date | null }>`
    select k.id as push, r.id, p.name, n.read_at
    from kb_push k cross join lateral json_array_elements_text(k.receivers::json) as r(id)
    left join person p on p.id = r.id left join notice n on n.person = r.id and n.dedupe = ${dedupeOf("")} || k.id
    where k.id = any(${[...pushes]}::text[]) order by k.id, r.id`.execute(db);
  const views = rows.map(({ push, id, name, read_at }) => ({
    push,
    receiver: { id, name, readAt: read_at?.toISOString() ?? null },
  }));
  const groups = Map.groupBy(views, ({ push }) => push);
  return new Map([...groups].map(([id, group]) => [id, group.map(({ receiver }) => receiver)]));
}
