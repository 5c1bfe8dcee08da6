import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Granted, inScope, reaches, roleScope, scopeOf } from "../access/index.ts";
import { integrityRoles } from "../cases/index.ts";
import type { Store } from "../store/index.ts";

/**
 * The predicate that a `report` is shown: to whoever made it, and by unit to those who read reports; with figures of the integrity side
 * to those alone who see that side there.
 */
export const seesReportSql = (
  granted: Granted,
): RawBuilder<SqlBool> => sql<SqlBool>`(report.made_by = ${granted.id}
  or (${inScope(scopeOf(granted, "report.read"), "report.unit")}
    and (not report.integrity or ${inScope(roleScope(granted, integrityRoles), "report.unit")})))`;

/** Whether what somebody sees has figures of the integrity side in it. */
export function seesIntegrity(granted: Granted): boolean {
  const scope = roleScope(granted, integrityRoles);
  return "everywhere" in scope || scope.units.length > 0;
}

/** The same as {@link seesReportSql} for reports of a unit that somebody else makes. */
export const readsReports = async (
  db: Store["db"],
  granted: Granted,
  { unit, integrity }: { readonly unit: string | null; readonly integrity: boolean },
): Promise<boolean> =>
  (await reaches(db, scopeOf(granted, "report.read"), unit)) &&
  (!integrity || (await reaches(db, roleScope(granted, integrityRoles), unit)));
