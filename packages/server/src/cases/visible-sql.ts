import { type RawBuilder, sql, type SqlBool } from "kysely";
import { actsAs, type Granted, inScope, roleScope, type Scope, scopeOf } from "../access/index.ts";
import type { Hidden } from "./hidden-subjects.ts";
import { integrityRoles } from "./reader.ts";

/** What decides which cases and tracks are shown. */
export interface Viewer {
  readonly granted: Granted;
  readonly hidden: Hidden;
}

const either = (scope: Scope): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${inScope(scope, "c.unit")} or ${inScope(scope, "t.unit")})`;

/** Whoever works on a track (`t`), or was asked for an opinion on it, and whoever stands in for them. */
export const takesPartSql = (granted: Granted): RawBuilder<SqlBool> =>
  sql<SqlBool>`(${sql.join(actsAs(granted).map(workedOnBy), sql` or `)})`;

const workedOnBy = (person: string): RawBuilder<SqlBool> => sql<SqlBool>`(t.handler = ${person}
  or strpos(t.verifiers, ${`"${person}"`}) > 0
  or exists (select 1 from case_opinion o where o.case_id = t.case_id and o.track = t.track and o.asked_person = ${person}))`;

/** The predicate that a track `t` of a case `c` is shown: the same as `seesTrack`, for many at once. */
export const seesTrackSql = ({
  granted,
}: Viewer): RawBuilder<SqlBool> => sql<SqlBool>`(${takesPartSql(granted)}
  or (${either(scopeOf(granted, "case.read"))} and (t.track = 'business' or ${either(roleScope(granted, integrityRoles))})))`;

/** The predicate that nobody close to the viewer is party to the case `c`. */
export const impartialSql = ({ hidden }: Viewer): RawBuilder<SqlBool> => sql<SqlBool>`c.root not in (
    select h.root from hit_subject s join alert_finding f on f.position = s.position join case_alert a on a.alert = f.alert
      join case_file h on h.id = a.case_id where s.key = any(${[...hidden.persons]}::text[])
    union select h.root from case_subject s join case_file h on h.id = s.case_id
      where (s.kind = 'person' and s.key = any(${[...hidden.persons]}::text[]))
        or (s.kind = 'organisation' and s.key = any(${[...hidden.organisations]}::text[])))`;
