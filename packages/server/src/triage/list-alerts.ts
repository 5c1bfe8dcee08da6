import { type LocalizedText, ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { lightSql } from "../escalation/index.ts";
import type { Book } from "../org/index.ts";
import { keyCursor, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { type AlertFilter, linesSql } from "./filter.ts";
import { type LineRow, lineView, type LineView } from "./line-view.ts";
import { namesOf } from "./names.ts";
import { type LineViewer, seesLineSql } from "./viewer.ts";

/** Orders of the list: the newest, the gravest, or what is due first on top. */
export const sorts = ["time", "risk", "due"] as const;

/** One of {@link sorts}. */
export type Sort = (typeof sorts)[number];

/** Which part of the list. */
export interface Window {
  readonly sort: Sort;
  readonly limit: number;
  /** Behind this line, or from this place on, counted from 0; both undefined: from the top. */
  readonly cursor?: string | undefined;
  readonly offset?: number | undefined;
}

/** A part of the list. */
export interface AlertPage {
  readonly alerts: readonly LineView[];
  /** The place in the log up to which it was read: given with the next request, nothing that comes later moves a line. */
  readonly asOf: number;
  readonly next?: string | undefined;
}

/** Where lists are read. */
export interface ListParts {
  readonly store: Pick<Store, "db" | "run">;
  readonly book: Book;
  readonly now: Date;
}

const never = "9999-12-31T00:00:00Z";

/** Keys of each order; the last two tell lines apart. Those of what is due last stand behind it, the newest first. */
const orders: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  time: sql`l.position desc, l.alert`,
  risk: sql`l.risk desc, l.position desc, l.alert`,
  due: sql`l.due_at, l.position desc, l.alert`,
};

const backwards: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  time: sql`l.position, l.alert desc`,
  risk: sql`l.risk, l.position, l.alert desc`,
  due: sql`l.due_at desc, l.position, l.alert desc`,
};

/** A page of the list, by cursor or by place. */
export async function listAlerts(
  parts: ListParts,
  filter: AlertFilter,
  window: Window,
  viewer: LineViewer,
): Promise<AlertPage> {
  const { store, now } = parts;
  const asOf = filter.asOf ?? (await lastPosition(store.db));
  const { sort, limit, cursor, offset } = window;
  const behind = cursor === undefined ? sql<SqlBool>`true` : after(sort, cursor);
  const where = sql<SqlBool>`${linesSql({ ...filter, asOf }, viewer, now)} and ${behind}`;
  const rows = await readLines(parts, where, { sort, limit: limit + 1, offset });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    alerts: await viewsOf(parts, shown),
    asOf,
    ...(rows.length > limit && last !== undefined && { next: cursorOf(sort, last) }),
  };
}

/** The newest lines `l` of a predicate, which has to say itself who may see them. */
export async function alertLines(
  parts: ListParts,
  where: RawBuilder<unknown>,
  limit: number,
): Promise<readonly LineView[]> {
  return await viewsOf(parts, await readLines(parts, where, { sort: "time", limit }));
}

async function viewsOf(
  { store, book, now }: ListParts,
  rows: readonly LineRow[],
): Promise<readonly LineView[]> {
  const persons = rows.flatMap(({ person, handler }) => [person, handler]);
  const organisations = rows.map(({ party }) => party);
  const names = await namesOf(store, book, { persons, organisations }, now);
  return rows.map((row) => lineView(row, names, now));
}

/** The alert of a line `l`. Its key has the collation of the database: without saying so its index is of no use. */
const alertOf = sql`alert a on a.id = l.alert collate "default"`;

/** First which lines, from the narrow table alone, then what is shown of them. */
async function readLines(
  { store: { db }, now }: ListParts,
  where: RawBuilder<unknown>,
  {
    sort,
    limit,
    offset = 0,
    back = false,
  }: Pick<Window, "sort" | "limit" | "offset"> & { readonly back?: boolean },
): Promise<readonly LineRow[]> {
  const order = back ? backwards[sort] : orders[sort];
  const { rows } =
    await sql<LineRow>`select l.*, a.count, a.subject, a.name, a.message, a.first_at, k.escalation_level,
      case when k.open then ${lightSql(now)} end as light
    from (select l.alert from alert_line l where ${where} order by ${order} limit ${limit} offset ${offset}) p
    join alert_line l on l.alert = p.alert join ${alertOf} left join case_clock k on k.case_id = l.case_id and k.track = l.class
    order by ${order}`.execute(db);
  return rows;
}

/** The newest alerts of a filter, by id and name alone. */
export async function findLines(
  { db }: Pick<Store, "db">,
  filter: AlertFilter,
  { limit, now }: { readonly limit: number; readonly now: Date },
  viewer: LineViewer,
): Promise<readonly { readonly id: string; readonly name: LocalizedText }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select a.id, a.name from (
      select l.alert, l.position from alert_line l where ${linesSql(filter, viewer, now)} order by ${orders.time} limit ${limit}) l
    join ${alertOf} order by ${orders.time}`.execute(db);
  // Written by the scorer.
  return rows.map(({ id, name }) => ({ id, name: JSON.parse(name) as LocalizedText }));
}

/** Where an alert stands in a list, and what stands beside it. */
export interface AlertPlace {
  readonly asOf: number;
  readonly count: number;
  /** Counted from 0; null where the list does not have it. */
  readonly index: number | null;
  readonly previous: string | null;
  readonly next: string | null;
}

/** The place of an alert in the list of a filter. What is not in it any more has a next one all the same: that which follows its place. */
export async function placeOf(
  parts: ListParts,
  filter: AlertFilter,
  { sort, id }: { readonly sort: Sort; readonly id: string },
  viewer: LineViewer,
): Promise<AlertPlace> {
  const { store, now } = parts;
  const asOf = filter.asOf ?? (await lastPosition(store.db));
  const [own] = await readLines(parts, sql`l.alert = ${id} and ${seesLineSql(viewer)}`, { sort, limit: 1 });
  if (own === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no alert ${id}`);
  const listed = linesSql({ ...filter, asOf }, viewer, now);
  const behind = after(sort, cursorOf(sort, own));
  const { rows } = await sql<{
    count: number;
    before: number;
    listed: boolean;
  }>`select count(*)::int as count,
      count(*) filter (where not (${behind}) and l.alert <> ${id})::int as before, bool_or(l.alert = ${id}) as listed
    from alert_line l where ${listed}`.execute(store.db);
  const before = sql`${listed} and not (${behind}) and l.alert <> ${id}`;
  const [previous] = await readLines(parts, before, { sort, limit: 1, back: true });
  const [next] = await readLines(parts, sql`${listed} and ${behind}`, { sort, limit: 1 });
  return {
    asOf,
    count: rows[0]?.count ?? 0,
    index: rows[0]?.listed === true ? rows[0].before : null,
    previous: previous?.alert ?? null,
    next: next?.alert ?? null,
  };
}

/** How many lines a filter finds, and as of where. */
export async function countAlerts(
  { store: { db }, now }: ListParts,
  filter: AlertFilter,
  viewer: LineViewer,
): Promise<{ readonly count: number; readonly asOf: number }> {
  const asOf = filter.asOf ?? (await lastPosition(db));
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from alert_line l
    where ${linesSql({ ...filter, asOf }, viewer, now)}`.execute(db);
  return { count: rows[0]?.n ?? 0, asOf };
}

async function lastPosition(db: Store["db"]): Promise<number> {
  const row = await db
    .selectFrom("score_position")
    .select("position")
    .where("name", "=", "score")
    .executeTakeFirstOrThrow();
  return row.position;
}

function cursorOf(sort: Sort, { position, alert, risk, due_at: dueAt }: LineRow): string {
  if (sort === "time") return keyCursor(position, sort, alert, "");
  return keyCursor(position, sort, alert, sort === "risk" ? String(risk) : (dueAt?.toISOString() ?? never));
}

/** The first condition is a range of the index, the others cut its first lines off. */
function after(sort: Sort, cursor: string): RawBuilder<SqlBool> {
  const { place, key } = readKeyCursor(cursor, 3);
  const [of, alert = "", value = ""] = key;
  if (of !== sort) throw new ProbityError("PROBITY_E_REQUEST", "the cursor is not of this list");
  const behind = sql<SqlBool>`(l.position < ${place}::bigint or (l.position = ${place}::bigint and l.alert > ${alert}))`;
  if (sort === "time") return sql<SqlBool>`l.position <= ${place}::bigint and ${behind}`;
  if (sort === "risk") {
    if (!/^\d{1,5}$/.test(value))
      throw new ProbityError("PROBITY_E_REQUEST", "the cursor is not of this list");
    const risk = Number(value);
    return sql<SqlBool>`l.risk <= ${risk} and (l.risk < ${risk} or ${behind})`;
  }
  const due = Number.isNaN(Date.parse(value)) ? never : value;
  if (due === never) return sql<SqlBool>`l.due_at is null and ${behind}`;
  return sql<SqlBool>`(l.due_at is null or l.due_at > ${due}::timestamptz or (l.due_at = ${due}::timestamptz and ${behind}))`;
}
