import type { Context } from "../context.ts";
import { type Actor, hasTwoPeople } from "../people/index.ts";
import type { Statement } from "../store/index.ts";
import { rolePermissions, roles } from "./roles.ts";

const someoneAgrees: Statement = {
  name: "access-someone-agrees",
  text: `select exists (
      select 1 from access_grant g join person p on p.id = g.holder
      where g.holder_kind = 'person' and g.unit is null and g.role = any($1::text[]) and g.holder <> $2 and g.revoked_at is null
        and g.from_at <= $3::timestamptz and (g.until_at is null or g.until_at > $3::timestamptz)
        and p.revoked_at is null
    ) or (
      not exists (select 1 from access_grant where holder_kind = 'person' and role = 'admin')
      and exists (select 1 from person p where p.id <> $2 and p.revoked_at is null
        and not exists (select 1 from access_grant g where g.holder_kind = 'person' and g.holder = p.id))
    ) as found`,
};

const agreeing: readonly string[] = roles.filter((role) => rolePermissions[role].includes("account.agree"));

/**
 * Whether a role that reaches far takes another person's agreement: once there are two people, always for a person who gives it;
 * for the operator token unless nobody but the one who gets it could agree, for somebody has to set a server up.
 */
export async function needsSecond(
  { store, clock }: Pick<Context, "store" | "clock">,
  actor: Actor,
  holder: string,
): Promise<boolean> {
  if (!(await hasTwoPeople(store))) return false;
  if (actor.isPerson) return true;
  const [row] = await store.run<{ found: boolean }>(someoneAgrees, [
    agreeing,
    holder,
    new Date(clock()).toISOString(),
  ]);
  return row?.found === true;
}
