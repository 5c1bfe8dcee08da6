import type { Statement, Transaction } from "../store/index.ts";
import type { Permission } from "./permissions.ts";
import { rolePermissions, roles } from "./roles.ts";

/** Whether a person holds one of the roles by a grant of a kind, or, where that counts, as everybody did before there were roles. */
const holding = (grants: string): string => `p.revoked_at is null and (exists (
      select 1 from access_grant g where ${grants} and g.role = any($1::text[]) and g.revoked_at is null
        and g.from_at <= $2::timestamptz and (g.until_at is null or g.until_at > $2::timestamptz)
        and (g.holder_kind = 'person' and g.holder = p.id or g.holder_kind = 'group' and exists (
          select 1 from org_group o where o.id = g.holder and o.removed_at is null and strpos(o.members, to_json(p.id)::text) > 0)))
    or ($3::boolean and not exists (select 1 from access_grant where holder_kind = 'person' and (role = 'admin' or holder = p.id))))`;

const find: Statement = {
  name: "access-persons-with",
  text: `select p.id from person p where ${holding("g.unit is null")} order by p.id limit 500`,
};

const tell: Statement = {
  name: "access-persons-may",
  text: `select count(*)::int as n from person p where ${holding("true")}`,
};

const holdersOf = (permission: Permission, now: Date): readonly unknown[] => [
  roles.filter((role) => rolePermissions[role].includes(permission)),
  now.toISOString(),
  rolePermissions.registered.includes(permission),
];

/** The persons who have a permission everywhere, to be told of something; at most 500. */
export async function personsWith(
  runs: Pick<Transaction, "run">,
  permission: Permission,
  now: Date,
): Promise<readonly string[]> {
  const rows = await runs.run<{ id: string }>(find, holdersOf(permission, now));
  return rows.map(({ id }) => id);
}

/** How many persons have a permission, everywhere or for a unit. */
export async function personsMay(
  runs: Pick<Transaction, "run">,
  permission: Permission,
  now: Date,
): Promise<number> {
  const [row] = await runs.run<{ n: number }>(tell, holdersOf(permission, now));
  return row?.n ?? 0;
}
