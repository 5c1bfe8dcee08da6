import { ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import { impartialSql, seesTrackSql, type Viewer } from "../cases/index.ts";
import type { Transaction } from "../store/index.ts";
import type { RiskPoint } from "./point.ts";

/** The predicate that the viewer sees the side of the case that proposed a point. */
const seesItsCase = (viewer: Viewer): RawBuilder<SqlBool> => sql<SqlBool>`exists (select 1 from case_file c
  join case_track t on t.case_id = c.id and t.track = risk_point.track
  where c.id = risk_point.case_id and ${seesTrackSql(viewer)} and ${impartialSql(viewer)})`;

/**
 * The predicate that a point is shown: what a case proposed only to whoever sees that side of it, until somebody has accepted it
 * (CA-3, catalogue 9.3).
 */
export const shownSql = (viewer: Viewer): RawBuilder<SqlBool> =>
  sql<SqlBool>`(risk_point.case_id is null or risk_point.state = 'open' or ${seesItsCase(viewer)})`;

/** Whether the case of a point is shown with it. */
export const caseShownSql = (viewer: Viewer): RawBuilder<SqlBool> =>
  sql<SqlBool>`(risk_point.case_id is null or ${seesItsCase(viewer)})`;

/** A point without its case. */
export const withoutCase = (point: RiskPoint): RiskPoint => ({ ...point, caseId: null, track: null });

/** Throws `PROBITY_E_NOT_FOUND` for a point that is not shown. */
export async function demandShown(
  { db }: Pick<Transaction, "db">,
  viewer: Viewer,
  id: string,
): Promise<void> {
  const row = await db
    .selectFrom("risk_point")
    .select("id")
    .where("id", "=", id)
    .where(shownSql(viewer))
    .executeTakeFirst();
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no risk ${id}`);
}
