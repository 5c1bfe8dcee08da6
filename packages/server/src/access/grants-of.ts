import type { Statement, Store } from "../store/index.ts";
import type { Grant } from "./grant.ts";
import { type Role, roles } from "./roles.ts";

const findGrants: Statement = {
  name: "access-grants-of",
  text: `select coalesce(json_agg(json_build_object('role', role, 'unit', unit)) filter (where revoked_at is null
      and from_at <= $3::timestamptz and (until_at is null or until_at > $3::timestamptz)), '[]')::text as grants,
    count(*)::int as given,
    exists (select 1 from access_grant where holder_kind = 'person' and role = 'admin') as managed
    from access_grant where holder_kind = $1 and holder = $2`,
};

interface Row {
  readonly grants: string;
  readonly given: number;
  readonly managed: boolean;
}

/**
 * What a person may do at a moment. Whoever was never given anything keeps what every person had before there were grants
 * (decision 0010), until somebody is given the role `admin`: from then on, and for ever, what counts is what was given.
 */
export async function grantsOfPerson(
  store: Pick<Store, "run">,
  person: string,
  now: Date,
): Promise<readonly Grant[]> {
  const { grants, given, managed } = await find(store, "person", person, now);
  return given === 0 && !managed ? [{ role: "registered", unit: null }] : grants;
}

/** What a service token may do at a moment: what it was given, and nothing without. */
export async function grantsOfService(
  store: Pick<Store, "run">,
  service: string,
  now: Date,
): Promise<readonly Grant[]> {
  return (await find(store, "service", service, now)).grants;
}

async function find(
  store: Pick<Store, "run">,
  kind: "person" | "service",
  holder: string,
  now: Date,
): Promise<{ readonly grants: readonly Grant[]; readonly given: number; readonly managed: boolean }> {
  const [row] = await store.run<Row>(findGrants, [kind, holder, now.toISOString()]);
  // An aggregate without groups gives one row; the statement builds its JSON.
  const grants = JSON.parse(row?.grants ?? "[]") as readonly { role: string; unit: string | null }[];
  return {
    // A role that this version does not know allows nothing.
    grants: grants.flatMap(({ role, unit }) => (isRole(role) ? [{ role, unit }] : [])),
    given: row?.given ?? 0,
    managed: row?.managed ?? false,
  };
}

/** Whether a text names a role that can be given. */
export const isRole = (text: string): text is Role => roles.some((role) => role === text);
