import { type RawBuilder, sql, type SqlBool } from "kysely";
import { actsAs, inScope, scopeOf } from "../access/index.ts";
import { impartialSql, seesTrackSql, takesPartSql, type Viewer } from "../cases/index.ts";

/** Items `i` with the case `c` and the track `t` that brought them; both are null for items of no case. */
export const itemsWithCases: RawBuilder<unknown> = sql`list_item i left join case_file c on c.id = i.case_id
  left join case_track t on t.case_id = i.case_id and t.track = i.track`;

/**
 * The predicate that an item is shown: to its owner, to whoever works on its case, and by role and unit; of the integrity side
 * only to whoever sees that side. Nothing of a case is shown to whoever is close to somebody party to it (CA-3).
 */
export function seesItemSql(viewer: Viewer): RawBuilder<SqlBool> {
  const { granted } = viewer;
  const scope = scopeOf(granted, "rectification.read");
  const own = sql<SqlBool>`i.owner = any(${[...actsAs(granted)]}::text[])`;
  const reached = sql<SqlBool>`(${inScope(scope, "i.unit")} or ${inScope(scope, "c.unit")} or ${inScope(scope, "t.unit")})`;
  return sql<SqlBool>`(case when i.case_id is null then (coalesce(${own}, false) or ${inScope(scope, "i.unit")})
    else (coalesce(${own}, false) or coalesce(${takesPartSql(granted)}, false)
      or (${reached} and (i.track = 'business' or coalesce(${seesTrackSql(viewer)}, false)))) and ${impartialSql(viewer)} end)`;
}
