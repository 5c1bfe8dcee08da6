import type { Statement, Store } from "../store/index.ts";
import type { Grant, Granted } from "./grant.ts";
import { type Permission, permissions } from "./permissions.ts";
import { guardedRoles, type Role, roles } from "./roles.ts";

/** For so long after its end the two of a delegation still count as one person. */
const oneFor = "30 days";

/** A grant `g` at the moment `$2`. */
const inForce = `g.revoked_at is null and g.from_at <= $2::timestamptz
      and (g.until_at is null or g.until_at > $2::timestamptz)`;

/**
 * What somebody was given, what their groups were given, and both of those for whom they stand in. A delegation is entered by
 * one person: it passes on no role that takes two to give, and gives nothing to whoever entered it.
 */
const findOfPerson: Statement = {
  name: "access-grants-of-person",
  text: `with who(person, stands_for, only_these) as (
      select $1::text, null::text, null::text
      union all select d.from_person, d.from_person, d.permissions
        from org_delegation d join person p on p.id = d.from_person and p.revoked_at is null
        where d.to_person = $1 and d.changed_by <> $1 and d.valid_from <= $2::timestamptz and d.valid_to > $2::timestamptz
    ), held as (
      select w.*, g.role, g.unit from who w join access_grant g on g.holder_kind = 'person' and g.holder = w.person and ${inForce}
      union all select w.*, g.role, g.unit from access_grant g
        join org_group o on o.id = g.holder and o.removed_at is null
        join who w on strpos(o.members, to_json(w.person)::text) > 0
        where g.holder_kind = 'group' and ${inForce}
    )
    select (select coalesce(json_agg(json_build_object('role', role, 'unit', unit, 'for', stands_for,
          'only', only_these::json)), '[]') from held where stands_for is null or role <> all($3::text[]))::text as grants,
      (select coalesce(json_agg(distinct case when d.to_person = $1 then d.from_person else d.to_person end), '[]')
        from org_delegation d where (d.to_person = $1 or d.from_person = $1) and d.valid_from <= $2::timestamptz
          and d.valid_to > $2::timestamptz - interval '${oneFor}')::text as one_with,
      exists (select 1 from access_grant where holder_kind = 'person' and holder = $1) as given,
      exists (select 1 from access_grant where holder_kind = 'person' and role = 'admin') as managed`,
};

const findOfService: Statement = {
  name: "access-grants-of-service",
  text: `select g.role, g.unit from access_grant g where g.holder_kind = 'service' and g.holder = $1 and ${inForce}`,
};

interface OfPerson {
  readonly grants: string;
  readonly one_with: string;
  readonly given: boolean;
  readonly managed: boolean;
}

interface Held {
  readonly role: string;
  readonly unit: string | null;
  readonly for: string | null;
  readonly only: readonly string[] | null;
}

/**
 * What a person may do at a moment. Whoever was never given anything keeps what every person had before there were grants
 * (decision 0010), until somebody is given the role `admin`: from then on, and for ever, what counts is what was given.
 */
export async function grantsOfPerson(
  store: Pick<Store, "run">,
  person: string,
  now: Date,
): Promise<Pick<Granted, "grants" | "oneWith">> {
  const values = [person, now.toISOString(), [...guardedRoles]];
  const [row] = await store.run<OfPerson>(findOfPerson, values);
  if (row === undefined) throw new Error("a statement without a table gave no row");
  // Ids of persons, written by the statement.
  const oneWith = JSON.parse(row.one_with) as readonly string[];
  if (!row.given && !row.managed) return { grants: [{ role: "registered", unit: null }], oneWith };
  return { grants: (JSON.parse(row.grants) as readonly Held[]).flatMap(grantOf), oneWith };
}

/** A role that this version does not know allows nothing. */
function grantOf({ role, unit, for: person, only }: Held): readonly Grant[] {
  if (!isRole(role)) return [];
  if (person === null) return [{ role, unit }];
  return [{ role, unit, for: person, ...(only !== null && { only: only.filter(isPermission) }) }];
}

const isPermission = (text: string): text is Permission => permissions.some((known) => known === text);

/** What a service token may do at a moment: what it was given, and nothing without. */
export async function grantsOfService(
  store: Pick<Store, "run">,
  service: string,
  now: Date,
): Promise<readonly Grant[]> {
  const rows = await store.run<{ role: string; unit: string | null }>(findOfService, [
    service,
    now.toISOString(),
  ]);
  return rows.flatMap(({ role, unit }) => (isRole(role) ? [{ role, unit }] : []));
}

const managed: Statement = {
  name: "access-managed",
  text: "select 1 from access_grant where holder_kind = 'person' and role = 'admin' limit 1",
};

/** Whether somebody was ever given the role `admin`, so that from then on what counts is what was given. */
export const areRolesGiven = async (runs: Pick<Store, "run">): Promise<boolean> =>
  (await runs.run(managed, [])).length > 0;

/** Whether a text names a role that can be given. */
export const isRole = (text: string): text is Role => roles.some((role) => role === text);
