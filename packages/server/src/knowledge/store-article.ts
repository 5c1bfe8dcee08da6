import type { Json } from "@probity/contracts";
import { canonicalJson } from "@probity/engine";
import type { ServerEvent } from "../log/index.ts";
import { sha256Hex } from "../sha256.ts";
import type { Statement, Transaction } from "../store/index.ts";
import type { Article, ArticleGiven } from "./article.ts";

/** What was done to an article. */
export type ArticleAct = "write" | "retire" | "restore";

interface Row {
  readonly id: string;
  readonly version: number;
  readonly state: Article["state"];
  readonly body: string;
  readonly changed_at: Date;
  readonly changed_by: string;
}

const lock: Statement = { name: "kb-lock", text: "select * from kb_article where id = $1 for update" };

/** An article, locked by the transaction. */
export async function lockArticle(run: Pick<Transaction, "run">, id: string): Promise<Article | undefined> {
  const [row] = await run.run<Row>(lock, [id]);
  return row === undefined ? undefined : articleOf(row);
}

/** An article of its row. */
export const articleOf = ({ id, version, state, body, changed_at, changed_by }: Row): Article => ({
  // Written by saveArticle.
  ...(JSON.parse(body) as ArticleGiven),
  id,
  version,
  state,
  changedAt: changed_at.toISOString(),
  changedBy: changed_by,
});

const save: Statement = {
  name: "kb-save",
  text: `insert into kb_article (id, version, kind, state, body, words, changed_at, changed_by)
    values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8)
    on conflict (id) do update set version = excluded.version, kind = excluded.kind, state = excluded.state,
      body = excluded.body, words = excluded.words, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
};

const keep: Statement = {
  name: "kb-keep",
  text: `insert into kb_version (id, version, act, article, changed_at, changed_by)
    values ($1, $2, $3, $4, $5::timestamptz, $6)`,
};

/** Stores an article as its next version, and gives what is to be logged. */
export async function saveArticle(
  transaction: Pick<Transaction, "run">,
  article: Article,
  act: ArticleAct,
): Promise<ServerEvent> {
  const { id, version, state, changedAt, changedBy, ...given } = article;
  const body = JSON.stringify(given);
  const words = wordsOf(given);
  await transaction.run(save, [id, version, given.kind, state, body, words, changedAt, changedBy]);
  await transaction.run(keep, [id, version, act, JSON.stringify(article), changedAt, changedBy]);
  // An article is JSON.
  const digest = sha256Hex(canonicalJson(JSON.parse(body) as Json));
  return {
    type: "knowledge.article.changed",
    data: { article: { id, version, act, digest, by: changedBy } },
  };
}

const wordsOf = ({ title, body, tags, rules }: ArticleGiven): string =>
  [...Object.values(title), ...Object.values(body), ...tags, ...rules].join("\n").toLowerCase();
