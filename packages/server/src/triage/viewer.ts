import { type RawBuilder, sql, type SqlBool } from "kysely";
import { type Granted, type Scope, scopeOf } from "../access/index.ts";
import { type Hidden, integrityRoles } from "../cases/index.ts";

/** What decides which alerts are shown. */
export interface LineViewer {
  readonly granted: Granted;
  /** To whom the viewer is close. */
  readonly hidden: Hidden;
}

const seesIntegrity: ReadonlySet<string> = new Set([...integrityRoles, "registered"]);

/** Where somebody sees what is of integrity. */
function integrityScope({ grants }: Granted): Scope {
  const giving = grants.filter(({ role }) => seesIntegrity.has(role));
  if (giving.some(({ unit }) => unit === null)) return { everywhere: true };
  return { units: giving.flatMap(({ unit }) => unit ?? []) };
}

/** Units are few and are looked up once, not for each line. */
function within(scope: Scope): RawBuilder<SqlBool> {
  if ("everywhere" in scope) return sql<SqlBool>`true`;
  if (scope.units.length === 0) return sql<SqlBool>`false`;
  const units = sql`array(select descendant from org_unit_tree where ancestor = any(${[...scope.units]}::text[]))`;
  return sql<SqlBool>`(l.unit = any(${units}) or l.charge = any(${units}) or l.case_unit = any(${units}))`;
}

/** Tracks on which somebody works, or was asked for an opinion. */
const own = (person: string): RawBuilder<SqlBool> => sql<SqlBool>`(l.handler = ${person}
  or (l.case_id, l.class) in (select case_id, track from case_track where verifiers <> '[]' and strpos(verifiers, ${`"${person}"`}) > 0
    union all select case_id, track from case_opinion where asked_person = ${person}))`;

/**
 * The predicate that a line `l` is shown: by role and unit, what is of integrity to those of its side, or because the viewer
 * works on it; never what names somebody to whom the viewer is close (CA-3, SE-2). One predicate, for lists, counts and bulk acts.
 */
export function seesLineSql({ granted, hidden }: LineViewer): RawBuilder<SqlBool> {
  const scope = scopeOf(granted, "alert.read");
  const integrity = integrityScope(granted);
  const all = "everywhere" in scope && "everywhere" in integrity;
  const seen = all
    ? sql<SqlBool>`true`
    : sql<SqlBool>`((${within(scope)} and (l.class = 'business' or ${within(integrity)})) or ${own(granted.id)})`;
  return sql<SqlBool>`${seen} and ${impartial(hidden)}`;
}

/** Alerts outside cases are known by the scores of their events, those in cases by whom these name as well. */
function impartial({ persons, organisations }: Hidden): RawBuilder<SqlBool> {
  const keys = sql`${[...persons]}::text[]`;
  return sql<SqlBool>`l.alert not in (
      select f.alert from hit_subject s join alert_finding f on f.position = s.position where s.key = any(${keys})
      union all select f.alert from score_entity e join score_hit h on h.entity = e.id join alert_finding f on f.position = h.position
        where e.kind = 'person' and e.key = any(${keys}))
    and (l.case_id is null or l.case_id not in (
      select c.root from hit_subject s join alert_finding f on f.position = s.position join case_alert a on a.alert = f.alert
        join case_file c on c.id = a.case_id where s.key = any(${keys})
      union all select c.root from case_subject s join case_file c on c.id = s.case_id
        where (s.kind = 'person' and s.key = any(${keys}))
          or (s.kind = 'organisation' and s.key = any(${[...organisations]}::text[]))))`;
}
