import type { Statement, Transaction } from "../store/index.ts";
import type { Permission } from "./permissions.ts";
import { rolePermissions, roles } from "./roles.ts";

/** Those who were given one of the roles everywhere, themselves or by a group; before there were roles everybody, where that counts. */
const find: Statement = {
  name: "access-persons-with",
  text: `select p.id from person p where p.revoked_at is null and (exists (
      select 1 from access_grant g where g.unit is null and g.role = any($1::text[]) and g.revoked_at is null
        and g.from_at <= $2::timestamptz and (g.until_at is null or g.until_at > $2::timestamptz)
        and (g.holder_kind = 'person' and g.holder = p.id or g.holder_kind = 'group' and exists (
          select 1 from org_group o where o.id = g.holder and o.removed_at is null and strpos(o.members, to_json(p.id)::text) > 0)))
    or ($3::boolean and not exists (select 1 from access_grant where holder_kind = 'person' and (role = 'admin' or holder = p.id))))
    order by p.id limit 500`,
};

/** The persons who have a permission everywhere, to be told of something; at most 500. */
export async function personsWith(
  runs: Pick<Transaction, "run">,
  permission: Permission,
  now: Date,
): Promise<readonly string[]> {
  const giving = roles.filter((role) => rolePermissions[role].includes(permission));
  const registered = rolePermissions.registered.includes(permission);
  const rows = await runs.run<{ id: string }>(find, [giving, now.toISOString(), registered]);
  return rows.map(({ id }) => id);
}
