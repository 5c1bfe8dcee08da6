import type { JsonObject } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Viewer } from "../cases/index.ts";
import type { Store } from "../store/index.ts";
import { fieldsOf, type ItemRow, lateDays } from "./item.ts";
import { itemsWithCases, seesItemSql } from "./sees-item.ts";

/** A measure with the last look at it. */
interface MeasureRow extends ItemRow {
  readonly looked_on: string | null;
  readonly look_fields: string | null;
}

/** For whom a person is responsible, by any name; or a unit. */
interface Responsible {
  readonly kind: "person" | "unit";
  readonly id: string;
  readonly keys: readonly string[];
}

const of = ({ kind, id, keys }: Responsible): RawBuilder<SqlBool> =>
  kind === "unit"
    ? sql<SqlBool>`i.unit = ${id}`
    : sql<SqlBool>`(i.owner = any(${[...keys]}::text[]) or i.case_id in (
        select a.case_id from hit_subject s join alert_finding f on f.position = s.position
          join case_alert a on a.alert = f.alert where s.key = any(${[...keys]}::text[])
        union select s.case_id from case_subject s where s.kind = 'person' and s.key = any(${[...keys]}::text[])))`;

/**
 * The newest 200 measures for which a person or unit is responsible, or that a case about the person brought, as far as the
 * viewer sees them: how each ended, how late, how often it was sent back, and what the last look-back found.
 */
export async function measuresOf(
  { db }: Pick<Store, "db">,
  viewer: Viewer,
  today: string,
  party: Responsible,
): Promise<readonly JsonObject[]> {
  const { rows } = await sql<MeasureRow>`select i.*, l.done_on as looked_on, l.fields as look_fields
    from ${itemsWithCases} left join lateral (select b.done_on, b.fields from list_item b
      where b.parent = i.id and b.kind = 'look_back' and b.state = 'done' order by b.done_at desc, b.id desc limit 1) l on true
    where i.kind = 'rectification' and ${of(party)} and ${seesItemSql(viewer)}
    order by i.created_at desc, i.id desc limit 200`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    case: row.case_id,
    title: row.title,
    owner: row.owner,
    unit: row.unit,
    dueOn: row.due_on,
    state: row.state,
    signedOffOn: row.state === "done" ? row.done_on : null,
    signedOffBy: row.state === "done" ? row.done_by : null,
    lateDays: lateDays(row, today),
    sendBacks: row.send_backs,
    relapses: row.relapses,
    lookBack: lookBackOf(row),
  }));
}

function lookBackOf({ looked_on: on, look_fields: fields }: MeasureRow): JsonObject | null {
  if (fields === null) return null;
  const { result = null, relapse = null } = fieldsOf({ fields });
  return { on, result, relapse };
}
