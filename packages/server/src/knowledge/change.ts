import { ProbityError } from "@probity/contracts";
import type { Context } from "../context.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { type Actor, personOf } from "../people/index.ts";
import { currentModels } from "../rules/index.ts";
import { findNoticeRule } from "../score/index.ts";
import type { Transaction } from "../store/index.ts";
import type { Article, ArticleGiven } from "./article.ts";
import { type ArticleAct, lockArticle, saveArticle } from "./store-article.ts";

/** What changing the library needs. */
export type KnowledgeContext = Pick<Context, "store" | "log" | "clock" | "newId" | "organisation">;

/**
 * Writes a new article, or another version of the one that was seen. Throws `PROBITY_E_REQUEST` for a language that has a title
 * and no text or the other way round, and for a rule that is not there; `PROBITY_E_ARTICLE_STATE` for one that has moved on or
 * is retired.
 */
export async function writeArticle(
  context: KnowledgeContext,
  {
    id,
    version,
    given,
  }: { readonly id: string; readonly version?: number | undefined; readonly given: ArticleGiven },
  actor: Actor,
): Promise<Article> {
  demandPairs(given);
  return await change(context, { id, version, act: "write" }, actor, async (before, transaction) => {
    if (before?.state === "retired") throw stateProblem(id, before);
    const fresh = given.rules.filter((rule) => before?.rules.includes(rule) !== true);
    await demandRules(transaction, fresh);
    return { ...given, state: "open" };
  });
}

/** Takes an article out of the library, or puts it back. Throws `PROBITY_E_NOT_FOUND`, `PROBITY_E_ARTICLE_STATE`. */
export async function moveArticle(
  context: KnowledgeContext,
  { id, version, state }: { readonly id: string; readonly version: number; readonly state: Article["state"] },
  actor: Actor,
): Promise<Article> {
  const act = state === "retired" ? "retire" : "restore";
  return await change(context, { id, version, act }, actor, (before) => {
    if (before === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no article ${id}`);
    if (before.state === state) throw stateProblem(id, before);
    return Promise.resolve({ ...before, state });
  });
}

const stateProblem = (id: string, before: Article | undefined): ProbityError =>
  new ProbityError(
    "PROBITY_E_ARTICLE_STATE",
    before === undefined ? `${id} has no version` : `${id} is ${before.state} at version ${before.version}`,
  );

async function change(
  { store, log, clock }: KnowledgeContext,
  {
    id,
    version,
    act,
  }: { readonly id: string; readonly version: number | undefined; readonly act: ArticleAct },
  actor: Actor,
  next: (
    before: Article | undefined,
    transaction: Transaction,
  ) => Promise<ArticleGiven & Pick<Article, "state">>,
): Promise<Article> {
  const changedBy = personOf(actor);
  return await loggingTransaction(store, async (transaction) => {
    const before = await lockArticle(transaction, id);
    const made = await next(before, transaction);
    if (before?.version !== version) throw stateProblem(id, before);
    const article: Article = {
      ...made,
      id,
      version: (before?.version ?? 0) + 1,
      changedAt: new Date(clock()).toISOString(),
      changedBy,
    };
    const event = await saveArticle(transaction, article, act);
    await log.logServerEvents(transaction, ownSource, [event]);
    return article;
  });
}

function demandPairs({ title, body }: ArticleGiven): void {
  const [titles, bodies] = [title, body].map((texts) => Object.keys(texts).toSorted().join(" and "));
  if (titles !== bodies)
    throw new ProbityError("PROBITY_E_REQUEST", `the title is in ${titles}, the text in ${bodies}`);
}

async function demandRules(transaction: Transaction, rules: readonly string[]): Promise<void> {
  if (rules.length === 0) return;
  const known = new Set(
    (await currentModels(transaction)).flatMap((model) => model.rules.map(({ id }) => id)),
  );
  const strange = rules.find((rule) => !known.has(rule) && findNoticeRule(rule) === undefined);
  if (strange !== undefined) throw new ProbityError("PROBITY_E_REQUEST", `no rule ${strange} is in force`);
}
