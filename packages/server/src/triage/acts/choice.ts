import { sql, type SqlBool } from "kysely";
import { type BulkItem, demandFew, maxBulk } from "../../cases/index.ts";
import type { Store } from "../../store/index.ts";
import { type AlertFilter, linesSql } from "../filter.ts";
import type { LineViewer } from "../viewer.ts";

/** What many alerts are chosen by: a filter as it was up to a place in the log, without some; or of it these alone. */
export interface AlertChoice {
  readonly filter: AlertFilter;
  readonly asOf: number;
  readonly except?: readonly string[] | undefined;
  readonly only?: readonly string[] | undefined;
}

/**
 * The alerts of a choice. The version of one is what can be counted of it: events, labels, and steps of its case. Throws
 * `PROBITY_E_REQUEST` for too many.
 */
export async function chosenAlerts(
  { db }: Pick<Store, "db">,
  { filter, asOf, except = [], only }: AlertChoice,
  viewer: LineViewer,
  now: Date,
): Promise<readonly BulkItem[]> {
  const among = only === undefined ? sql<SqlBool>`true` : sql<SqlBool>`l.alert = any(${[...only]}::text[])`;
  const { rows } = await sql<BulkItem>`select l.alert as id,
      (a.count + coalesce(t.version, 0) + (select count(*) from alert_label b where b.alert = l.alert))::int as version
    from alert_line l join alert a on a.id = l.alert collate "default"
      left join case_track t on t.case_id = l.case_id and t.track = l.class
    where ${linesSql({ ...filter, asOf }, viewer, now)} and ${among} and l.alert <> all(${[...except]}::text[])
    order by l.position, l.alert limit ${maxBulk + 1}`.execute(db);
  return demandFew(rows);
}
