import { type Granted, roleScope, type Scope, scopeOf } from "../access/index.ts";
import { integrityRoles } from "../cases/index.ts";

/** Units, each with everything under it; null = everywhere. */
type Units = readonly string[] | null;

/** What somebody sees of scores and hot spots. */
export interface Reach {
  /** Of whom. */
  readonly units: Units;
  /** Of whom that which is of integrity is shown. */
  readonly integrity: Units;
}

/** For whoever checked already who may see what. */
export const everywhere: Reach = { units: null, integrity: null };

/** Where somebody may look (SE-2): what is of integrity is for those of its side, as with cases. */
export function reachOf(granted: Granted): Reach {
  const scope = scopeOf(granted, "entity.read");
  return { units: unitsIn(scope), integrity: unitsIn(roleScope(granted, seesIntegrity)) };
}

const unitsIn = (scope: Scope): Units => ("everywhere" in scope ? null : scope.units);

/** The operator token, and persons from before there were roles, see what they saw. */
const seesIntegrity: readonly Granted["grants"][number]["role"][] = [
  ...integrityRoles,
  "operator",
  "registered",
];

/**
 * The predicate that an entity (`score_entity`) is within units, a parameter of a statement: a unit by itself, a person by
 * the unit they belong to. Whatever else has no unit and is seen from everywhere alone.
 */
export const within = (units: `$${number}`, entity = "e"): string => `(${units}::text[] is null or exists (
      select from org_unit_tree r where r.ancestor = any(${units}::text[]) and r.descendant = case ${entity}.kind
        when 'unit' then ${entity}.key
        when 'person' then (select p.unit from org_person p where p.person = ${entity}.key) end))`;
