import type { LocalizedText } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Granted, holds, type Permission } from "../access/index.ts";
import { impartialSql, seesTrackSql } from "../cases/index.ts";
import { findClues } from "../clues/index.ts";
import { type Book, type ConflictLook, namesOf } from "../org/index.ts";
import type { Store } from "../store/index.ts";
import { findLines, type LineViewer, searchWords } from "../triage/index.ts";

/** Kinds of what is found, in the order in which they are shown. */
export const foundKinds = ["alert", "case", "clue", "person", "unit", "model"] as const;

/** One of {@link foundKinds}. */
export type FoundKind = (typeof foundKinds)[number];

/** Something that was found. */
export interface Found {
  readonly kind: FoundKind;
  readonly id: string;
  /** What it is called. */
  readonly name: LocalizedText;
}

/** Where is searched. */
export interface SearchParts {
  readonly store: Pick<Store, "db" | "run">;
  readonly book: Book;
  readonly look: ConflictLook;
  readonly now: Date;
}

/** What is searched for. */
export interface Search {
  readonly q: string;
  readonly kinds: readonly FoundKind[];
  /** Most of each kind. */
  readonly limit: number;
}

const needed: Readonly<Record<FoundKind, Permission>> = {
  alert: "alert.read",
  case: "case.read",
  clue: "clue.read",
  person: "org.read",
  unit: "org.read",
  model: "rule.read",
};

/** What has all the words, of each kind that the viewer may see, and no more than the viewer may see of it. */
export async function search(
  parts: SearchParts,
  { q, kinds, limit }: Search,
  viewer: LineViewer,
): Promise<readonly Found[]> {
  const words = searchWords(q);
  if (words.length === 0) return [];
  const finders: Readonly<Record<FoundKind, () => Promise<readonly Found[]> | readonly Found[]>> = {
    alert: () => alertsWith(parts, q, limit, viewer),
    case: () => casesWith(parts, words, limit, viewer),
    clue: () => cluesWith(parts, words, limit, viewer.granted),
    person: () => personsWith(parts, words, limit),
    unit: () => unitsWith(parts, words, limit),
    model: () => modelsWith(parts, words, limit),
  };
  const found: Found[] = [];
  for (const kind of foundKinds)
    // oxlint-disable-next-line no-await-in-loop -- one connection is enough
    if (kinds.includes(kind) && holds(viewer.granted, needed[kind])) found.push(...(await finders[kind]()));
  return found;
}

const has = (text: RawBuilder<unknown>, words: readonly string[]): RawBuilder<SqlBool> =>
  words
    .map((word) => sql<SqlBool>`strpos(lower(${text}), ${word}) > 0`)
    .reduce((all, one) => sql<SqlBool>`${all} and ${one}`);

const plain = (text: string): LocalizedText => ({ "zh-CN": text, en: text });

async function alertsWith(
  { store, now }: SearchParts,
  q: string,
  limit: number,
  viewer: LineViewer,
): Promise<readonly Found[]> {
  const rows = await findLines(store, { q, state: "all" }, { limit, now }, viewer);
  return rows.map(({ id, name }) => ({ kind: "alert", id, name }));
}

async function casesWith(
  { store: { db } }: SearchParts,
  words: readonly string[],
  limit: number,
  viewer: LineViewer,
): Promise<readonly Found[]> {
  const { rows } = await sql<{ id: string; title: string | null }>`select c.id, c.title from case_file c
    where c.id = c.root and ${has(sql`concat_ws(' ', c.id, c.title)`, words)}
      and exists (select 1 from case_track t where t.case_id = c.id and ${seesTrackSql(viewer)}) and ${impartialSql(viewer)}
    order by c.opened_at desc, c.id limit ${limit}`.execute(db);
  return rows.map(({ id, title }) => ({ kind: "case", id, name: plain(title ?? id) }));
}

async function cluesWith(
  { store, look }: SearchParts,
  words: readonly string[],
  limit: number,
  granted: Granted,
): Promise<readonly Found[]> {
  const rows = await findClues(store, { granted, look }, words, limit);
  return rows.map(({ id, topic, ref }) => ({ kind: "clue", id, name: plain(topic ?? ref ?? id) }));
}

/** People of the centre; whom business systems name by a key alone is found by its alerts. */
async function personsWith(
  { store: { db } }: SearchParts,
  words: readonly string[],
  limit: number,
): Promise<readonly Found[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from person
    where revoked_at is null and ${has(sql`id || ' ' || name`, words)} order by name, id limit ${limit}`.execute(
    db,
  );
  return rows.map(({ id, name }) => ({ kind: "person", id, name: plain(name) }));
}

function unitsWith({ book, now }: SearchParts, words: readonly string[], limit: number): readonly Found[] {
  const found: Found[] = [];
  for (const id of book.units.ids()) {
    const state = book.units.at(id, now.getTime());
    if (state === undefined || state.ended === true) continue;
    const name = namesOf(state);
    const text = `${id} ${name["zh-CN"]} ${name.en}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push({ kind: "unit", id, name });
    if (found.length >= limit) break;
  }
  return found;
}

async function modelsWith(
  { store: { db } }: SearchParts,
  words: readonly string[],
  limit: number,
): Promise<readonly Found[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
  }>`select id, body::json ->> 'name' as name from model_version
    where state = 'active' and ${has(sql`concat_ws(' ', id, body::json ->> 'name')`, words)} order by id limit ${limit}`.execute(
    db,
  );
  // A model is called in both languages.
  return rows.map(({ id, name }) => ({ kind: "model", id, name: JSON.parse(name) as LocalizedText }));
}
