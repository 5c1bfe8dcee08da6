import { type RawBuilder, sql, type SqlBool } from "kysely";
import { openStates } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import { type LineViewer, seesLineSql } from "../triage/index.ts";

/** A time, the moment of its end not in it. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Whose figures: of a unit with all under it, or of all that the viewer may see; of one domain or model, or of all. */
export interface Area {
  readonly unit?: string | undefined;
  /** First part of a rule's id. */
  readonly domain?: string | undefined;
  readonly model?: string | undefined;
}

/** A figure and the filter of the inbox behind it. */
export interface Figure {
  readonly value: number;
  /** In the period of the same length before; null where there is no such. */
  readonly before: number | null;
  readonly filter: Readonly<Record<string, string | number | boolean>>;
}

/** One part of what was counted. */
export interface Part {
  readonly key: string;
  readonly value: number;
  readonly filter: Figure["filter"];
}

/** A moment as a value of a statement. */
export const instant = (at: Date): RawBuilder<unknown> => sql`${at.toISOString()}::timestamptz`;

/** Lines `l` of an area that the viewer may see. */
export const linesOf = (area: Area, viewer: LineViewer): RawBuilder<SqlBool> =>
  sql<SqlBool>`${seesLineSql(viewer)} and ${placeOf(area)} and ${matterOf(area)}`;

const placeOf = ({ unit }: Area): RawBuilder<SqlBool> =>
  unit === undefined
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(l.unit = any(array(select descendant from org_unit_tree where ancestor = ${unit}
        union select ${unit}::text)) or l.charge = any(array(select descendant from org_unit_tree where ancestor = ${unit}
        union select ${unit}::text)))`;

/** Lines `l` of the domain and the model of an area. */
export const matterOf = ({ domain, model }: Area): RawBuilder<SqlBool> => {
  const ofDomain =
    domain === undefined ? sql<SqlBool>`true` : sql<SqlBool>`split_part(l.rule, '-', 1) = ${domain}`;
  return model === undefined ? ofDomain : sql<SqlBool>`${ofDomain} and l.model = ${model}`;
};

/** Of an alert the label that counts. */
const lastLabel = sql`(select b.label from alert_label b where b.alert = l.alert order by b.n desc limit 1)`;

interface Counted {
  readonly opened: number;
  readonly confirmed: number;
  readonly dismissed: number;
  readonly ended: number;
}

/** What became of the alerts that a period opened. */
export async function openedIn(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: RawBuilder<SqlBool>,
): Promise<Counted> {
  const { rows } = await sql<Counted>`select count(*)::int as opened,
      count(*) filter (where x.label in ('confirmed', 'partly'))::int as confirmed,
      count(*) filter (where x.label = 'not_confirmed')::int as dismissed,
      count(*) filter (where x.state in ('closed', 'not_a_problem', 'labelled'))::int as ended
    from (select l.state, ${lastLabel} as label from alert_line l
      where l.opened_at >= ${instant(from)} and l.opened_at < ${instant(to)} and ${area}) x`.execute(db);
  return rows[0] ?? { opened: 0, confirmed: 0, dismissed: 0, ended: 0 };
}

/** What is open and what of it is overdue at a moment; with how long it has been open, in days. */
export async function openNow(
  { db }: Pick<Store, "db">,
  now: Date,
  area: RawBuilder<SqlBool>,
): Promise<{ readonly open: number; readonly overdue: number; readonly ages: readonly number[] }> {
  const age = (days: number): RawBuilder<unknown> => instant(new Date(now.getTime() - days * 86_400_000));
  const { rows } = await sql<{
    open: number;
    overdue: number;
    a0: number;
    a1: number;
    a2: number;
    a3: number;
  }>`
    select count(*)::int as open, count(*) filter (where l.due_at < ${instant(now)} and l.state = any(${[...openStates]}::text[]))::int as overdue,
      count(*) filter (where l.opened_at > ${age(3)})::int as a0,
      count(*) filter (where l.opened_at <= ${age(3)} and l.opened_at > ${age(10)})::int as a1,
      count(*) filter (where l.opened_at <= ${age(10)} and l.opened_at > ${age(30)})::int as a2,
      count(*) filter (where l.opened_at <= ${age(30)})::int as a3
    from alert_line l where l.state = any(${["new", ...openStates, "suspended"]}::text[]) and ${area}`.execute(
    db,
  );
  const { open = 0, overdue = 0, a0 = 0, a1 = 0, a2 = 0, a3 = 0 } = rows[0] ?? {};
  return { open, overdue, ages: [a0, a1, a2, a3] };
}

/** Most parts that are named. */
const mostParts = 50;

/** What a period opened, by domain (the first part of a rule's id) and by source. */
export async function byOrigin(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: RawBuilder<SqlBool>,
): Promise<{ readonly domains: readonly Row[]; readonly sources: readonly Row[] }> {
  const { rows } = await sql<Row & { kind: string }>`with seen as materialized (
      select split_part(l.rule, '-', 1) as domain, l.source from alert_line l
      where l.opened_at >= ${instant(from)} and l.opened_at < ${instant(to)} and ${area})
    (select 'domain' as kind, domain as key, count(*)::int as n from seen group by 2 order by 3 desc, 2 limit ${mostParts})
    union all (select 'source', source, count(*)::int from seen group by 2 order by 3 desc, 2 limit ${mostParts})`.execute(
    db,
  );
  const of = (kind: string): readonly Row[] =>
    rows.filter((row) => row.kind === kind).map(({ key, n }) => ({ key, n }));
  return { domains: of("domain"), sources: of("source") };
}

interface Row {
  readonly key: string;
  readonly n: number;
}

/** A step of a trend. */
export interface Step {
  /** When it begins. */
  readonly at: string;
  readonly levels: readonly [number, number, number];
}

/** What was opened, step by step: at most `steps` equal parts of the period, by risk level. */
export async function trendOf(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: RawBuilder<SqlBool>,
  steps: number,
): Promise<readonly Step[]> {
  const length = (to.getTime() - from.getTime()) / steps;
  const { rows } = await sql<{ step: number; l1: number; l2: number; l3: number }>`
    select floor(extract(epoch from (l.opened_at - ${instant(from)})) * 1000 / ${length}::float8)::int as step,
      count(*) filter (where l.level = 1)::int as l1, count(*) filter (where l.level = 2)::int as l2,
      count(*) filter (where l.level = 3)::int as l3
    from alert_line l where l.opened_at >= ${instant(from)} and l.opened_at < ${instant(to)} and ${area} group by 1`.execute(
    db,
  );
  const found = new Map(rows.map((row) => [row.step, row]));
  return Array.from({ length: steps }, (_, n) => {
    const { l1 = 0, l2 = 0, l3 = 0 } = found.get(n) ?? {};
    return { at: new Date(from.getTime() + n * length).toISOString(), levels: [l1, l2, l3] };
  });
}

/** A rule by what people found. */
export interface RuleFigure {
  readonly rule: string;
  readonly judged: number;
  readonly confirmed: number;
}

/** Rules by how many of the alerts that people judged in a period they confirmed; of those judged at least five times. */
export async function confirmedRules(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: RawBuilder<SqlBool>,
): Promise<readonly RuleFigure[]> {
  const { rows } = await sql<RuleFigure>`select x.rule, count(*)::int as judged,
      count(*) filter (where x.label in ('confirmed', 'partly'))::int as confirmed
    from (select distinct on (b.alert) l.rule, b.label from alert_label b join alert_line l on l.alert = b.alert
      where b.at >= ${instant(from)} and b.at < ${instant(to)} and ${area} order by b.alert, b.n desc) x
    group by x.rule having count(*) >= 5 order by count(*) filter (where x.label in ('confirmed', 'partly'))::float8 / count(*) desc, x.rule
    limit 10`.execute(db);
  return rows;
}

/** Money that was recovered by what ended in a period, by currency, in the major unit. */
export interface Recovered {
  readonly currency: string;
  readonly amount: number;
}

/** What cases of an area brought that were closed in a period: how many had all their measures signed off, and what was recovered. */
export async function outcomesIn(
  { db }: Pick<Store, "db">,
  { from, to }: Period,
  area: RawBuilder<SqlBool>,
): Promise<{ readonly rectified: number; readonly recovered: readonly Recovered[] }> {
  const { rows } = await sql<{
    kind: string;
    currency: string | null;
    value: number;
  }>`with ended as materialized (
      select t.case_id, t.track, t.content::json as content from case_track t
      where t.state = 'closed' and t.since >= ${instant(from)} and t.since < ${instant(to)}
        and exists (select 1 from alert_line l where l.case_id = t.case_id and l.class = t.track and ${area}))
    select 'rectified' as kind, null as currency, count(*)::float8 as value from ended e
      where exists (select 1 from list_item i where i.case_id = e.case_id and i.track = e.track and i.kind = 'rectification' and i.state = 'done')
    union all select 'recovered', content #>> '{recovered,currency}', sum((content #>> '{recovered,amount}')::numeric)::float8 from ended
      where content #>> '{recovered,currency}' is not null group by 2`.execute(db);
  return {
    rectified: rows.find(({ kind }) => kind === "rectified")?.value ?? 0,
    recovered: rows.flatMap(({ kind, currency, value }) =>
      kind === "recovered" && currency !== null ? [{ currency, amount: value }] : [],
    ),
  };
}
