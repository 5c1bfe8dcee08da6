import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Viewer } from "../cases/index.ts";
import { type Area, instant, matterOf, type Period } from "../overview/index.ts";
import { itemsWithCases, seesItemSql } from "../rectify/index.ts";
import type { Store } from "../store/index.ts";

/** What people found about alerts in a period: the last word on each. */
export interface Disposition {
  readonly label: "confirmed" | "partly" | "not_confirmed";
  /** Why it was not confirmed. */
  readonly reason: string | null;
  readonly value: number;
}

/** Lines of an area by what was found about them in a period. */
export async function dispositionsIn(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  lines: RawBuilder<SqlBool>,
): Promise<readonly Disposition[]> {
  const { rows } = await sql<Disposition>`select x.label, x.reason, count(*)::int as value
    from (select distinct on (b.alert) b.label, b.reason from alert_label b join alert_line l on l.alert = b.alert
      where b.at >= ${instant(from)} and b.at < ${instant(to)} and ${lines} order by b.alert, b.n desc) x
    group by 1, 2 order by 3 desc, 1, 2`.execute(db);
  return rows;
}

/** How a model did in a period. */
export interface ModelFigure {
  readonly model: string;
  readonly opened: number;
  /** Of its alerts, those that people judged, and of these those that they confirmed wholly or partly. */
  readonly judged: number;
  readonly confirmed: number;
}

const mostModels = 100;

/** Models of an area by what they opened and what people found about it. */
export async function modelsIn(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  lines: RawBuilder<SqlBool>,
): Promise<readonly ModelFigure[]> {
  const { rows } = await sql<ModelFigure>`with opened as (
      select l.model, count(*)::int as n from alert_line l
      where l.opened_at >= ${instant(from)} and l.opened_at < ${instant(to)} and ${lines} and l.model is not null group by 1
    ), said as (
      select distinct on (b.alert) l.model, b.label from alert_label b join alert_line l on l.alert = b.alert
      where b.at >= ${instant(from)} and b.at < ${instant(to)} and ${lines} and l.model is not null order by b.alert, b.n desc
    ), judged as (
      select model, count(*)::int as n, count(*) filter (where label in ('confirmed', 'partly'))::int as confirmed
      from said group by 1
    )
    select model, coalesce(o.n, 0) as opened, coalesce(j.n, 0) as judged, coalesce(j.confirmed, 0) as confirmed
    from opened o full join judged j using (model) order by 2 desc, 3 desc, 1 limit ${mostModels}`.execute(
    db,
  );
  return rows;
}

/** What was put right. */
export interface Rectification {
  /** Measures that were written in the period, and that were signed off in it; of these those that were late. */
  readonly written: number;
  readonly done: number;
  readonly doneLate: number;
  /** At the time of the report. */
  readonly open: number;
  readonly overdue: number;
}

/** Measures of an area that the viewer may see; of a domain or model those of cases with such alerts. */
export async function rectificationIn(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: Area,
  viewer: Viewer,
  today: string,
): Promise<Rectification> {
  const within = (column: string): RawBuilder<SqlBool> =>
    sql<SqlBool>`(${sql.ref(column)} >= ${instant(from)} and ${sql.ref(column)} < ${instant(to)})`;
  const { rows } =
    await sql<Rectification>`select count(*) filter (where ${within("i.created_at")})::int as written,
      count(*) filter (where i.state = 'done' and ${within("i.done_at")})::int as done,
      count(*) filter (where i.state = 'done' and ${within("i.done_at")} and i.done_on > i.due_on)::int as "doneLate",
      count(*) filter (where i.state in ('open', 'asked'))::int as open,
      count(*) filter (where i.state in ('open', 'asked') and i.due_on < ${today})::int as overdue
    from ${itemsWithCases} where i.kind = 'rectification' and ${seesItemSql(viewer)} and ${itemsOf(area)}`.execute(
      db,
    );
  return rows[0] ?? { written: 0, done: 0, doneLate: 0, open: 0, overdue: 0 };
}

function itemsOf(area: Area): RawBuilder<SqlBool> {
  const { unit, domain, model } = area;
  const place =
    unit === undefined
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(i.unit = ${unit} or exists (select 1 from org_unit_tree u
          where u.ancestor = ${unit} and u.descendant = i.unit))`;
  if (domain === undefined && model === undefined) return place;
  return sql<SqlBool>`${place} and exists (select 1 from alert_line l
    where l.case_id = i.case_id and l.class = i.track and ${matterOf(area)})`;
}
