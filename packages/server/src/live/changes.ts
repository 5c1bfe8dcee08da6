import { sql } from "kysely";
import { impartialSql, seesTrackSql } from "../cases/index.ts";
import { ownSource } from "../log/index.ts";
import type { Store } from "../store/index.ts";
import { type LineViewer, seesLineSql } from "../triage/index.ts";

/** Part of the log that somebody has not been told of: behind the first place, up to the second. */
export interface Span {
  readonly after: number;
  readonly upTo: number;
}

/** What happened in a part of the log, as far as somebody may see it. */
export interface Changes {
  /** Alerts that were opened. */
  readonly alerts: number;
  /** Of them the gravest risk level; null without one. */
  readonly level: number | null;
  /** Cases to which something happened; at most {@link mostCases}. */
  readonly cases: readonly string[];
  /** True where there are more: a list is to be read anew. */
  readonly more: boolean;
}

const mostCases = 200;

/** The place in the log up to which everything is scored. */
export async function scoredUpTo({ db }: Pick<Store, "db">): Promise<number> {
  const row = await db
    .selectFrom("score_position")
    .select("position")
    .where("name", "=", "score")
    .executeTakeFirstOrThrow();
  return row.position;
}

/** Cases to which something happened, whoever may see them; at most {@link mostCases} and one. */
export async function changedCases(
  { db }: Pick<Store, "db">,
  { after, upTo }: Span,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct c.root as id from log l
      join event e on e.key = l.event join case_file c on c.id = e.subject
    where l.position > ${after}::bigint and l.position <= ${upTo}::bigint and e.source = ${ownSource} and e.type like 'case.%'
    order by 1 limit ${mostCases + 1}`.execute(db);
  return rows.map(({ id }) => id);
}

/** What somebody may see of it. */
export async function changesFor(
  { db }: Pick<Store, "db">,
  { after, upTo }: Span,
  changed: readonly string[],
  viewer: LineViewer,
): Promise<Changes> {
  const { rows } = await sql<{
    n: number;
    level: number | null;
  }>`select count(*)::int as n, min(l.level)::int as level
    from alert_line l where l.position > ${after}::bigint and l.position <= ${upTo}::bigint and ${seesLineSql(viewer)}`.execute(
    db,
  );
  const cases = changed.length === 0 ? [] : await visibleOf(db, changed, viewer);
  return {
    alerts: rows[0]?.n ?? 0,
    level: rows[0]?.level ?? null,
    cases: cases.slice(0, mostCases),
    more: changed.length > mostCases,
  };
}

async function visibleOf(
  db: Store["db"],
  ids: readonly string[],
  viewer: LineViewer,
): Promise<readonly string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select c.id from case_file c where c.id = any(${[...ids]}::text[])
    and exists (select 1 from case_track t where t.case_id = c.id and ${seesTrackSql(viewer)}) and ${impartialSql(viewer)}
    order by 1`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many notices persons have not read; counted up to a thousand. Whoever has read all is not in it. */
export async function unreadOf(
  { db }: Pick<Store, "db">,
  persons: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    person: string;
    n: number;
  }>`select p.person, n.n from unnest(${[...persons]}::text[]) as p(person),
    lateral (select count(*)::int as n from (select 1 from notice where person = p.person and shown and read_at is null limit 1000) u) n
    where n.n > 0`.execute(db);
  return new Map(rows.map(({ person, n }) => [person, n]));
}

/** A job of somebody, as far as it is. */
export interface JobProgress {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
}

/** The jobs that persons have under way, or that ended within the last minute. */
export async function jobsOf(
  { db }: Pick<Store, "db">,
  persons: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly JobProgress[]>> {
  const { rows } = await sql<
    JobProgress & { by: string }
  >`select by, id, kind, state, done::int as done, total::int as total from job
    where by = any(${[...persons]}::text[])
      and (state in ('queued', 'running') or finished_at > ${now.toISOString()}::timestamptz - interval '1 minute')
    order by created_at desc, id limit 500`.execute(db);
  const found = new Map<string, JobProgress[]>();
  for (const { by, ...job } of rows) found.set(by, [...(found.get(by) ?? []), job]);
  return found;
}
