import { ProbityError } from "@probity/contracts";
import { type RawBuilder, sql, type SqlBool } from "kysely";
import type { Store } from "../store/index.ts";
import type { Grant, Granted } from "./grant.ts";
import type { Permission } from "./permissions.ts";
import { rolePermissions } from "./roles.ts";

/** Where a permission reaches. */
export type Scope = { readonly everywhere: true } | { readonly units: readonly string[] };

/** Where somebody has a permission; `units` is empty for whoever has it nowhere. */
export function scopeOf({ grants }: Granted, permission: Permission): Scope {
  const giving = grants.filter((grant) => gives(grant, permission));
  if (giving.some(({ unit }) => unit === null)) return { everywhere: true };
  return { units: [...new Set(giving.flatMap(({ unit }) => unit ?? []))] };
}

/** Whether a grant allows something; one by a delegation of some permissions allows those alone. */
export const gives = ({ role, only }: Grant, permission: Permission): boolean =>
  rolePermissions[role].includes(permission) && (only === undefined || only.includes(permission));

/** Where somebody acts as one of these roles; a delegation of some permissions makes nobody one. */
export function roleScope({ grants }: Pick<Granted, "grants">, wanted: readonly string[]): Scope {
  const giving = grants.filter(({ role, only }) => only === undefined && wanted.includes(role));
  if (giving.some(({ unit }) => unit === null)) return { everywhere: true };
  return { units: [...new Set(giving.flatMap(({ unit }) => unit ?? []))] };
}

/** Whether somebody has a permission at all. */
export function holds(granted: Granted, permission: Permission): boolean {
  const scope = scopeOf(granted, permission);
  return "everywhere" in scope || scope.units.length > 0;
}

/** The SQL predicate that a column of unit ids is within a scope. A row without a unit is only seen from everywhere. */
export function inScope(scope: Scope, column: string): RawBuilder<SqlBool> {
  if ("everywhere" in scope) return sql<SqlBool>`true`;
  if (scope.units.length === 0) return sql<SqlBool>`false`;
  return sql<SqlBool>`exists (select 1 from org_unit_tree where org_unit_tree.descendant = ${sql.ref(column)}
    and org_unit_tree.ancestor in (${sql.join(scope.units)}))`;
}

/** Whether a unit is within a scope. Null is a thing of no unit. */
export async function reaches(db: Store["db"], scope: Scope, unit: string | null): Promise<boolean> {
  if ("everywhere" in scope) return true;
  if (unit === null || scope.units.length === 0) return false;
  const row = await db
    .selectFrom("org_unit_tree")
    .select("ancestor")
    .where("descendant", "=", unit)
    .where("ancestor", "in", scope.units)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Throws `PROBITY_E_NOT_FOUND` for a unit that nobody ever registered. */
export async function demandUnit(db: Store["db"], unit: string): Promise<void> {
  const known = await db
    .selectFrom("org_unit_tree")
    .select("ancestor")
    .where("descendant", "=", unit)
    .limit(1)
    .executeTakeFirst();
  if (known === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no unit ${unit}`);
}

/** Throws `PROBITY_E_FORBIDDEN` where somebody does not have a permission for a unit. */
export async function requireAt(
  db: Store["db"],
  granted: Granted,
  permission: Permission,
  unit: string | null,
): Promise<void> {
  if (await reaches(db, scopeOf(granted, permission), unit)) return;
  throw new ProbityError("PROBITY_E_FORBIDDEN", `${granted.id} does not have ${permission} for this unit`);
}
