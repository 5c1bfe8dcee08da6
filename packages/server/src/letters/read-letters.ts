import { type JsonObject, ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { inScope, scopeOf } from "../access/index.ts";
import { impartialSql, seesTrackSql, type Viewer } from "../cases/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { titleOf } from "./case-facts.ts";
import { letterColumns } from "./change-letter.ts";
import { composeLetter } from "./compose.ts";
import { docxOf } from "./docx-file.ts";
import type { LetterKind, LetterState } from "./kinds.ts";
import { type LetterRow, viewLetter } from "./letter.ts";
import { printPage } from "./print-page.ts";

/** By which letters are looked for. */
export interface LetterFilter {
  readonly kind?: LetterKind | undefined;
  readonly state?: LetterState | undefined;
  readonly case?: string | undefined;
  /** Not answered, and past the reply date. */
  readonly overdue?: boolean | undefined;
}

const columns = sql.raw(
  letterColumns
    .split(", ")
    .map((name) => `l.${name}`)
    .join(", "),
);

const letters = sql`letter l join case_file c on c.id = l.case_id
  join case_track t on t.case_id = l.case_id and t.track = l.track`;

/** A letter is shown to whoever sees its side of the case and has the permission there. */
function sees(viewer: Viewer): RawBuilder<SqlBool> {
  const scope = scopeOf(viewer.granted, "letter.read");
  return sql<SqlBool>`${seesTrackSql(viewer)} and (${inScope(scope, "c.unit")} or ${inScope(scope, "t.unit")})
    and ${impartialSql(viewer)}`;
}

const overdue = (today: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`coalesce(l.reply_on < ${today} and l.state in ('sent', 'received'), false)`;

/** A page of letters, the newest first. */
export async function listLetters(
  { db }: Pick<Store, "db">,
  filter: LetterFilter & PageQuery,
  viewer: Viewer,
  today: string,
): Promise<{ readonly letters: readonly JsonObject[]; readonly next?: string }> {
  const { kind, state, cursor } = filter;
  const parts: RawBuilder<SqlBool>[] = [];
  if (kind !== undefined) parts.push(sql<SqlBool>`l.kind = ${kind}`);
  if (state !== undefined) parts.push(sql<SqlBool>`l.state = ${state}`);
  if (filter.case !== undefined) parts.push(sql<SqlBool>`l.case_id = ${filter.case}`);
  if (filter.overdue !== undefined) parts.push(sql<SqlBool>`${overdue(today)} = ${filter.overdue}::boolean`);
  if (cursor !== undefined) parts.push(behind(cursor));
  const matches = parts.reduce((all, one) => sql<SqlBool>`${all} and ${one}`, sees(viewer));
  const { rows: found } = await sql<LetterRow>`select ${columns} from ${letters} where ${matches}
    order by l.drafted_at desc, l.id desc limit ${fetchLimit(filter)}`.execute(db);
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.drafted_at.getTime(), row.id));
  return { letters: rows.map((row) => viewLetter(row, today)), ...next };
}

function behind(cursor: string): RawBuilder<SqlBool> {
  const { place, key } = readKeyCursor(cursor, 1);
  const at = new Date(place).toISOString();
  return sql<SqlBool>`(l.drafted_at < ${at}::timestamptz or (l.drafted_at = ${at}::timestamptz and l.id < ${key[0] ?? ""}))`;
}

/** One letter. Throws `PROBITY_E_NOT_FOUND` for whoever may not see it. */
export async function seeLetter({ db }: Pick<Store, "db">, id: string, viewer: Viewer): Promise<LetterRow> {
  const { rows } =
    await sql<LetterRow>`select ${columns} from ${letters} where l.id = ${id} and ${sees(viewer)}`.execute(
      db,
    );
  if (rows[0] === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no letter ${id}`);
  return rows[0];
}

interface Sent {
  readonly html: string | null;
  readonly docx: Buffer | null;
}

/** The page or the document: as it was sent, or of a draft as it would be, without a number. */
export async function fileOf(
  store: Pick<Store, "run" | "db">,
  letter: LetterRow,
  form: "html" | "docx",
): Promise<string | Buffer> {
  const column = sql.raw(form);
  const { rows } = await sql<Sent>`select ${column} from letter where id = ${letter.id}`.execute(store.db);
  const sent = rows[0]?.[form];
  if (sent !== null && sent !== undefined) return sent;
  const title = await titleOf(store, letter.case_id, letter.track, letter.language);
  const { rows: levels } = await sql<{ level: number }>`select min(m.level)::int as level from case_file m
    join case_file c on c.root = m.root where c.id = ${letter.case_id}`.execute(store.db);
  const composed = composeLetter(letter, { title, level: levels[0]?.level ?? 3 }, undefined);
  return form === "html" ? printPage(composed) : await docxOf(composed);
}
