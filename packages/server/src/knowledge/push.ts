import { ProbityError } from "@probity/contracts";
import { requireAt } from "../access/index.ts";
import { loggingTransaction, ownSource } from "../log/index.ts";
import { notify } from "../notify/index.ts";
import { type Book, headsOf, lineOf, unitsOf } from "../org/index.ts";
import { type Actor, personOf } from "../people/index.ts";
import type { Store, Transaction } from "../store/index.ts";
import { type Article, inBoth } from "./article.ts";
import type { KnowledgeContext } from "./change.ts";
import { lockArticle } from "./store-article.ts";

/** Somebody or a unit about whom alerts repeat. */
export interface PushSubject {
  readonly kind: "person" | "unit";
  /** A person as events name them, or the id of a unit. */
  readonly subject: string;
}

/** Who is told, and by which way. */
interface Reached {
  /** Where the person works, or the unit itself. */
  readonly unit: string | null;
  readonly via: "person" | "unit";
  readonly to: readonly string[];
}

/** Of a push, what its sender is answered. */
export interface Pushed extends Reached {
  readonly id: string;
}

/** Dedupe of the notice of a push: a person is told once. */
export const dedupeOf = (id: string): string => `article.pushed:${id}`;

/**
 * Sends an article to the person it is meant for, or, where that person is not registered, to whoever is responsible for their
 * unit; logged as the last act (LO-7). Throws `PROBITY_E_FORBIDDEN` outside one's own units, `PROBITY_E_ARTICLE_STATE` for a
 * retired article, `PROBITY_E_NO_RECEIVER` where nobody can be told.
 */
export async function pushArticle(
  context: KnowledgeContext,
  { article: id, ...about }: PushSubject & { readonly article: string },
  actor: Actor,
): Promise<Pushed> {
  const { store, log, clock, newId, organisation } = context;
  const by = personOf(actor);
  const now = clock();
  const reached = await reach(store, await organisation.book(), about, now);
  await requireAt(store.db, actor, "article.push", reached.unit);
  if (reached.to.length === 0)
    throw new ProbityError("PROBITY_E_NO_RECEIVER", `nobody to tell for ${about.kind} ${about.subject}`);
  const push = { id: newId(), ...reached };
  await loggingTransaction(store, async (transaction) => {
    const article = await lockArticle(transaction, id);
    if (article === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no article ${id}`);
    if (article.state !== "open") throw new ProbityError("PROBITY_E_ARTICLE_STATE", `${id} is retired`);
    await keepPush(transaction, { article, about, push, by, at: new Date(now) });
    const { version } = article;
    const { kind } = about;
    const said = { id: push.id, article: id, version, kind, via: push.via, to: [...push.to], by };
    await log.logServerEvents(transaction, ownSource, [
      { type: "knowledge.article.pushed", data: { push: said } },
    ]);
  });
  return push;
}

interface Sent {
  readonly article: Article;
  readonly about: PushSubject;
  readonly push: Pushed;
  readonly by: string;
  readonly at: Date;
}

async function keepPush(transaction: Transaction, { article, about, push, by, at }: Sent): Promise<void> {
  const { id, unit, via, to } = push;
  const title = inBoth(article.title);
  await transaction.db
    .insertInto("kb_push")
    .values({
      id,
      article: article.id,
      version: article.version,
      title: JSON.stringify(title),
      ...about,
      unit,
      via,
      receivers: JSON.stringify(to),
      sent_at: at.toISOString(),
      sent_by: by,
    })
    .execute();
  const link = `/kb?article=${encodeURIComponent(article.id)}`;
  const notice = { to, kind: "article.pushed", data: { title }, link, dedupe: dedupeOf(id) } as const;
  await notify(transaction, [notice], at);
}

async function reach(
  { db }: Pick<Store, "db">,
  book: Book,
  { kind, subject }: PushSubject,
  now: number,
): Promise<Reached> {
  const registered = async (ids: readonly string[]): Promise<readonly string[]> => {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom("person")
      .select("id")
      .where("id", "in", [...new Set(ids)])
      .where("revoked_at", "is", null)
      .execute();
    return rows.map(({ id }) => id).toSorted();
  };
  if (kind === "unit")
    return { unit: subject, via: "unit", to: await responsible(book, subject, now, registered) };
  const person = knownAs(book, subject);
  const unit = unitsOf(book, person, now)[0] ?? null;
  const self = await registered([person]);
  if (self.length > 0) return { unit, via: "person", to: self };
  return { unit, via: "unit", to: unit === null ? [] : await responsible(book, unit, now, registered) };
}

/** Business systems may name a person by other keys. */
const knownAs = ({ members }: Book, key: string): string =>
  members.has(key) ? key : ([...members].find(([, { keys }]) => keys.includes(key))?.[0] ?? key);

/** The registered heads of a unit, or else of the nearest unit above it that has any. */
async function responsible(
  book: Book,
  unit: string,
  now: number,
  registered: (ids: readonly string[]) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  for (const one of lineOf(book, unit, now)) {
    // oxlint-disable-next-line no-await-in-loop -- the first that answers ends it
    const heads = await registered(headsOf(book, one, now).map(({ person }) => person));
    if (heads.length > 0) return heads;
  }
  return [];
}
