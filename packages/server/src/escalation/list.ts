import type { LocalizedText } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { impartialSql, seesTrackSql, type Viewer } from "../cases/index.ts";
import { fetchLimit, keyCursor, page, type PageQuery, readKeyCursor } from "../ops/page.ts";
import type { Store } from "../store/index.ts";

/** Colours of a matter or unit; their names carry the same meaning. */
export const lights = ["green", "yellow", "red", "stopped"] as const;

/** One of {@link lights}. */
export type Light = (typeof lights)[number];

/** By which deadlines are looked for. */
export interface ClockFilter {
  readonly case?: string | undefined;
  readonly unit?: string | undefined;
  readonly light?: Light | undefined;
  readonly escalation?: number | undefined;
  readonly track?: "business" | "integrity" | undefined;
}

/** A deadline in a list. */
export interface ListedClock {
  readonly case: string;
  /** Of the case; null where it has neither a title nor an alert that the viewer sees. */
  readonly title: LocalizedText | null;
  readonly track: string;
  readonly state: string;
  readonly unit: string | null;
  readonly handler: string | null;
  /** Of the case, 1 highest. */
  readonly level: number;
  readonly light: Light;
  /** 3 highest. */
  readonly escalationLevel: number;
  readonly situation: "A" | "B";
  /** Null while the clock stands still. */
  readonly dueAt: string | null;
  readonly handUpAt: string | null;
  readonly body: string | null;
  readonly review: string | null;
}

interface Row {
  readonly case_id: string;
  readonly title: string | null;
  readonly alert_name: string | null;
  readonly track: string;
  readonly state: string;
  readonly unit: string | null;
  readonly handler: string | null;
  readonly risk_level: number;
  readonly light: Light;
  readonly escalation_level: number;
  readonly situation: "A" | "B";
  readonly due_at: Date | null;
  readonly hand_up_at: Date | null;
  readonly body: string | null;
  readonly review: string | null;
}

/** Red while it is overdue or was handed up: what missed its target is lit until it is handled. Of a clock `k`. */
export const lightSql = (now: Date): RawBuilder<Light> => sql<Light>`case
  when k.escalation_level > 0 or k.due_at < ${now.toISOString()}::timestamptz then 'red'
  when k.due_at is null then 'stopped'
  when k.warn_at <= ${now.toISOString()}::timestamptz then 'yellow' else 'green' end`;

/** The tables of clocks `k` of cases `c` with tracks `t`. */
export const clockTables: RawBuilder<unknown> = sql`case_clock k join case_file c on c.id = k.case_id
  join case_track t on t.case_id = k.case_id and t.track = k.track`;

/** The predicate on what the viewer sees and asked for. */
export function clocksSql(filter: ClockFilter, viewer: Viewer, now: Date): RawBuilder<SqlBool> {
  const { case: id, unit, light, escalation, track } = filter;
  const parts = [sql<SqlBool>`k.open`, seesTrackSql(viewer), impartialSql(viewer)];
  if (id !== undefined) parts.push(sql<SqlBool>`k.case_id = ${id}`);
  if (unit !== undefined)
    parts.push(sql<SqlBool>`(coalesce(t.unit, c.unit) = ${unit} or exists (select 1 from org_unit_tree u
      where u.ancestor = ${unit} and u.descendant = coalesce(t.unit, c.unit)))`);
  if (light !== undefined) parts.push(sql<SqlBool>`${lightSql(now)} = ${light}`);
  if (escalation !== undefined) parts.push(sql<SqlBool>`k.escalation_level = ${escalation}`);
  if (track !== undefined) parts.push(sql<SqlBool>`k.track = ${track}`);
  return parts.reduce((all, one) => sql<SqlBool>`${all} and ${one}`);
}

/** Behind every deadline: what stands still comes last. */
const never = Date.parse("9999-12-31T00:00:00Z");
const place = sql<Date>`date_trunc('milliseconds', coalesce(k.due_at, '9999-12-31T00:00:00Z'::timestamptz))`;

/** A page of deadlines that the viewer may see, what is due first comes first. */
export async function listClocks(
  { db }: Pick<Store, "db">,
  filter: ClockFilter & PageQuery,
  viewer: Viewer,
  now: Date,
): Promise<{ readonly escalations: readonly ListedClock[]; readonly next?: string }> {
  const { rows: found } =
    await sql<Row>`select k.case_id, c.title, (select a.name from case_alert ca join alert a on a.id = ca.alert
        where ca.case_id = c.id and a.class = k.track order by a.first_position limit 1) as alert_name, k.track, k.state, coalesce(t.unit, c.unit) as unit, t.handler,
      (select min(m.level)::int from case_file m where m.root = c.root) as risk_level, ${lightSql(now)} as light,
      k.escalation_level, k.situation, k.due_at, k.hand_up_at, k.body, k.review
    from ${clockTables} where ${clocksSql(filter, viewer, now)} ${after(filter.cursor)}
    order by ${place}, k.case_id, k.track limit ${fetchLimit(filter)}`.execute(db);
  const { rows, ...next } = page(found, filter, (row) =>
    keyCursor(row.due_at?.getTime() ?? never, row.case_id, row.track),
  );
  return { escalations: rows.map(listed), ...next };
}

function after(cursor: string | undefined): RawBuilder<unknown> {
  if (cursor === undefined) return sql``;
  const { place: at, key } = readKeyCursor(cursor, 2);
  const [id = "", track = ""] = key;
  return sql`and (${place}, k.case_id, k.track) > (${new Date(Math.min(at, never)).toISOString()}::timestamptz, ${id}, ${track})`;
}

/** The title that a case was given, or the name of its first alert on the side of the deadline. */
function titleOf({ title, alert_name: name }: Row): LocalizedText | null {
  if (title !== null) return { "zh-CN": title, en: title };
  // Written by the scorer.
  return name === null ? null : (JSON.parse(name) as LocalizedText);
}

const listed = (row: Row): ListedClock => ({
  case: row.case_id,
  title: titleOf(row),
  track: row.track,
  state: row.state,
  unit: row.unit,
  handler: row.handler,
  level: row.risk_level,
  light: row.light,
  escalationLevel: row.escalation_level,
  situation: row.situation,
  dueAt: row.due_at?.toISOString() ?? null,
  handUpAt: row.hand_up_at?.toISOString() ?? null,
  body: row.body,
  review: row.review,
});
