import { type RawBuilder, sql, type SqlBool } from "kysely";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";
import { type CaseState, endStates, type Track } from "./states.ts";
import { impartialSql, seesTrackSql, takesPartSql, type Viewer } from "./visible-sql.ts";

/** By which cases are looked for. */
export interface CaseFilter {
  /** Those on which the viewer works. */
  readonly mine?: boolean | undefined;
  /** Where it happened or who is responsible, with all units under it. */
  readonly unit?: string | undefined;
  readonly state?: CaseState | undefined;
  /** Risk level. */
  readonly level?: number | undefined;
  readonly overdue?: boolean | undefined;
  readonly track?: Track | undefined;
  readonly handler?: string | undefined;
  /** Ended ones as well; a state that ends a track is found without it. */
  readonly all?: boolean | undefined;
  /** Opened until then. */
  readonly asOf?: string | undefined;
}

/** A track in a list. */
export interface ListedTrack {
  readonly track: Track;
  readonly state: CaseState;
  readonly version: number;
  readonly since: string;
  readonly unit: string | null;
  readonly handler: string | null;
  readonly dueAt: string | null;
}

/** A case in a list, with the tracks that the viewer may see. */
export interface ListedCase {
  readonly id: string;
  readonly title: unknown;
  readonly origin: string;
  /** Risk level. */
  readonly level: number;
  readonly unit: string | null;
  readonly open: boolean;
  readonly openedAt: string;
  readonly alerts: number;
  readonly tracks: readonly ListedTrack[];
}

interface Row {
  readonly id: string;
  readonly title: string | null;
  readonly alert_name: string | null;
  readonly origin: string;
  readonly level: number;
  readonly unit: string | null;
  readonly open: boolean;
  readonly opened_at: Date;
  readonly alerts: number;
  readonly tracks: string;
}

const yes = sql<SqlBool>`true`;

/** The predicate on a case `c` and its track `t`. */
function matches(filter: CaseFilter, viewer: Viewer, now: Date): RawBuilder<SqlBool> {
  const { state, level, unit, track, handler, asOf } = filter;
  const ended = sql.join([...endStates]);
  const parts: RawBuilder<SqlBool>[] = [seesTrackSql(viewer)];
  if (filter.mine === true) parts.push(takesPartSql(viewer.granted));
  if (state !== undefined) parts.push(sql<SqlBool>`t.state = ${state}`);
  else if (filter.all !== true) parts.push(sql<SqlBool>`t.state not in (${ended})`);
  if (track !== undefined) parts.push(sql<SqlBool>`t.track = ${track}`);
  if (handler !== undefined) parts.push(sql<SqlBool>`t.handler = ${handler}`);
  if (filter.overdue === true)
    parts.push(
      sql<SqlBool>`t.due_at < ${now.toISOString()}::timestamptz and t.state not in (${ended}, 'suspended')`,
    );
  if (level !== undefined)
    parts.push(sql<SqlBool>`(select min(m.level) from case_file m where m.root = c.root) = ${level}`);
  if (asOf !== undefined)
    parts.push(sql<SqlBool>`c.opened_at <= ${new Date(asOf).toISOString()}::timestamptz`);
  if (unit !== undefined)
    parts.push(sql<SqlBool>`(c.unit = ${unit} or t.unit = ${unit} or exists (select 1 from org_unit_tree u
      where u.ancestor = ${unit} and u.descendant in (c.unit, t.unit)))`);
  return parts.reduce((all, one) => sql<SqlBool>`${all} and ${one}`, yes);
}

const cases = (filter: CaseFilter, viewer: Viewer, now: Date): RawBuilder<SqlBool> => sql<SqlBool>`exists (
  select 1 from case_track t where t.case_id = c.id and ${matches(filter, viewer, now)}) and ${impartialSql(viewer)}`;

/** A page of cases, the newest first. The place of a case in the list never changes. */
export async function listCases(
  { db }: Pick<Store, "db">,
  filter: CaseFilter & PageQuery,
  viewer: Viewer,
  now: Date,
): Promise<{ readonly cases: readonly ListedCase[]; readonly next?: string }> {
  const { rows: found } = await sql<Row>`select c.id, c.title, c.origin, c.unit, c.open, c.opened_at,
      (select min(m.level)::int from case_file m where m.root = c.root) as level,
      (select count(*)::int from case_alert ca join alert a on a.id = ca.alert join case_file m on m.id = ca.case_id
        where m.root = c.id and exists (select 1 from case_track t where t.case_id = c.id and t.track = a.class
          and ${seesTrackSql(viewer)})) as alerts,
      (select a.name from case_alert ca join alert a on a.id = ca.alert where ca.case_id = c.id
        and exists (select 1 from case_track t where t.case_id = c.id and t.track = a.class and ${seesTrackSql(viewer)})
        order by a.first_position limit 1) as alert_name,
      (select json_agg(json_build_object('track', t.track, 'state', t.state, 'version', t.version, 'since', t.since,
          'unit', t.unit, 'handler', t.handler, 'dueAt', t.due_at) order by t.track)::text
        from case_track t where t.case_id = c.id and ${seesTrackSql(viewer)}) as tracks
    from case_file c where ${cases(filter, viewer, now)} ${after(filter.cursor)}
    order by c.opened_at desc, c.id desc limit ${fetchLimit(filter)}`.execute(db);
  const { rows, ...next } = page(found, filter, (row) => keyCursor(row.opened_at.getTime(), row.id));
  return { cases: rows.map(listed), ...next };
}

function after(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const { place, key } = readKeyCursor(cursor, 1);
  const moment = new Date(place).toISOString();
  return sql`and (c.opened_at < ${moment}::timestamptz or (c.opened_at = ${moment}::timestamptz and c.id < ${key[0] ?? ""}))`;
}

const momentOf = (value: string | null): string | null =>
  value === null ? null : new Date(value).toISOString();

function listed({ title, alert_name: name, opened_at: openedAt, tracks, ...row }: Row): ListedCase {
  // Made by the statement above.
  const parsed = JSON.parse(tracks) as readonly ListedTrack[];
  return {
    ...row,
    title: title === null ? (name === null ? null : JSON.parse(name)) : { "zh-CN": title, en: title },
    openedAt: openedAt.toISOString(),
    tracks: parsed.map((track) => ({
      ...track,
      since: momentOf(track.since) ?? "",
      dueAt: momentOf(track.dueAt),
    })),
  };
}

/** How many cases a filter finds, in all, by state of their tracks, and by risk level. */
export interface CaseCounts {
  readonly total: number;
  readonly byState: Readonly<Record<string, number>>;
  readonly byLevel: Readonly<Record<string, number>>;
}

/** Counts what {@link listCases} lists, no more and no less. */
export async function countCases(
  { db }: Pick<Store, "db">,
  filter: CaseFilter,
  viewer: Viewer,
  now: Date,
): Promise<CaseCounts> {
  const { rows } = await sql<{ kind: string; value: string; n: number }>`with found as (
      select c.id, c.unit, c.root, (select min(m.level) from case_file m where m.root = c.root) as level
      from case_file c where ${cases(filter, viewer, now)}
    )
    select 'total' as kind, '' as value, count(*)::int as n from found
    union all select 'level', level::text, count(*)::int from found group by level
    union all select 'state', t.state, count(*)::int from found c join case_track t on t.case_id = c.id
      where ${seesTrackSql(viewer)} group by t.state`.execute(db);
  const of = (kind: string): Readonly<Record<string, number>> =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map(({ value, n }) => [value, n]));
  return { total: of("total")[""] ?? 0, byState: of("state"), byLevel: of("level") };
}

/** One side of all cases of a filter, with its version, in the order of ids; at most `limit`. */
export async function findTracks(
  { db }: Pick<Store, "db">,
  filter: CaseFilter,
  track: Track,
  viewer: Viewer,
  { now, limit, except }: { readonly now: Date; readonly limit: number; readonly except: readonly string[] },
): Promise<readonly { readonly id: string; readonly version: number }[]> {
  const { rows } = await sql<{ id: string; version: number }>`select c.id, t.version
    from case_file c join case_track t on t.case_id = c.id and t.track = ${track}
    where ${matches(filter, viewer, now)} and ${impartialSql(viewer)} and not c.id = any(${[...except]}::text[])
    order by c.id limit ${limit}`.execute(db);
  return rows;
}
