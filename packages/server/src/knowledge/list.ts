import { ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Granted, holds } from "../access/index.ts";
import { page, type PageQuery } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import type { Article, ArticleGiven } from "./article.ts";
import { articleOf } from "./store-article.ts";

/** By what articles are looked for. */
export interface ArticleFilter extends PageQuery {
  /** Words, all of which are in it. */
  readonly q?: string | undefined;
  readonly kind?: ArticleGiven["kind"] | undefined;
  readonly tag?: string | undefined;
  readonly rule?: string | undefined;
  readonly state: Article["state"];
}

/** Words of a search, in lower case. */
export const wordsIn = (q: string | undefined): readonly string[] =>
  (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);

/** Whoever reads rules reads the library; everybody else what was sent to them. */
const shownTo = (reader: Granted): RawBuilder<SqlBool> =>
  holds(reader, "rule.read")
    ? sql<SqlBool>`true`
    : sql<SqlBool>`exists (select from kb_push where kb_push.article = kb_article.id
        and jsonb_exists(kb_push.receivers::jsonb, ${reader.id}))`;

/** A page of articles that somebody may read, the newest written first. */
export async function listArticles(
  { db }: Pick<Store, "db">,
  reader: Granted,
  filter: ArticleFilter,
): Promise<{ readonly articles: readonly Article[]; readonly next?: string }> {
  const { q, kind, tag, rule, state, limit, cursor } = filter;
  let query = db.selectFrom("kb_article").selectAll().where("state", "=", state).where(shownTo(reader));
  for (const word of wordsIn(q)) query = query.where(sql<SqlBool>`strpos(words, ${word}) > 0`);
  if (kind !== undefined) query = query.where("kind", "=", kind);
  if (tag !== undefined) query = query.where(sql<SqlBool>`jsonb_exists(body::jsonb -> 'tags', ${tag})`);
  if (rule !== undefined) query = query.where(sql<SqlBool>`jsonb_exists(body::jsonb -> 'rules', ${rule})`);
  if (cursor !== undefined) query = query.where("id", "<", cursor);
  const found = await query
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rows, ...next } = page(found, filter, ({ id }) => id);
  return { articles: rows.map(articleOf), ...next };
}

/** A version of an article, with what was done. */
export interface ArticleVersion {
  readonly version: number;
  readonly act: string;
  readonly at: string;
  readonly by: string;
  readonly article: Article;
}

/** One article with its newest 100 versions. Throws `PROBITY_E_NOT_FOUND`, also for one that is not for the reader. */
export async function showArticle(
  { db }: Pick<Store, "db">,
  reader: Granted,
  id: string,
): Promise<Article & { readonly versions: readonly ArticleVersion[] }> {
  const row = await db
    .selectFrom("kb_article")
    .selectAll()
    .where("id", "=", id)
    .where(shownTo(reader))
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no article ${id}`);
  const versions = await db
    .selectFrom("kb_version")
    .selectAll()
    .where("id", "=", id)
    .orderBy("version", "desc")
    .limit(100)
    .execute();
  return {
    ...articleOf(row),
    versions: versions.map(({ version, act, changed_at, changed_by, article }) => ({
      version,
      act,
      at: changed_at.toISOString(),
      by: changed_by,
      // Written by saveArticle.
      article: JSON.parse(article) as Article,
    })),
  };
}
