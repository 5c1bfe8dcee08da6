import { ProbityError } from "@probity/contracts";
import type { Statement } from "../store/index.ts";
import { type Book, type Delegation, holdsAt } from "./book.ts";
import { type Runs, textsOf } from "./read-book.ts";
import { delegatesOf, delegatorsOf, staffAt, type Superior, superiorsIn, unitsOf } from "./staff.ts";

/** A person in the organisation. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** Where they are listed; posts say where they work. */
  readonly unit: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly keys: readonly string[];
  readonly revokedAt: string | null;
}

/** Somebody who stands in. */
export interface DelegationView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly permissions: readonly string[] | null;
  readonly reason: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** Somebody who holds a post. */
export interface HolderView {
  readonly id: string;
  readonly post: string;
  readonly person: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** A person with what is around them at a moment. */
export interface PersonDetail extends PersonView {
  readonly units: readonly string[];
  readonly posts: readonly { readonly post: string; readonly unit: string; readonly head: boolean }[];
  readonly superiors: readonly Superior[];
  readonly delegates: readonly DelegationView[];
  readonly delegators: readonly DelegationView[];
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly revoked_at: Date | null;
  readonly unit: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly keys: string | null;
}

const columns = `select p.id, p.name, p.revoked_at, o.unit, o.email, o.phone, o.keys
    from person p left join org_person o on o.person = p.id`;

const pagePeople: Statement = {
  name: "org-people",
  text: `${columns} where p.id > $1 and ($2::text is null or o.unit = $2) order by p.id limit $3`,
};
const onePerson: Statement = { name: "org-person", text: `${columns} where p.id = $1` };

const viewOf = (row: PersonRow): PersonView => ({
  id: row.id,
  name: row.name,
  unit: row.unit,
  email: row.email,
  phone: row.phone,
  keys: textsOf(row.keys ?? "[]"),
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

/** A page of people by id. */
export async function listMembers(
  runs: Runs,
  {
    after,
    unit,
    limit,
  }: { readonly after: string; readonly unit: string | undefined; readonly limit: number },
): Promise<readonly PersonView[]> {
  return (await runs.run<PersonRow>(pagePeople, [after, unit ?? null, limit])).map(viewOf);
}

/** A person at a moment. Throws `PROBITY_E_NOT_FOUND`. */
export async function personDetail(runs: Runs, book: Book, id: string, at: number): Promise<PersonDetail> {
  const [row] = await runs.run<PersonRow>(onePerson, [id]);
  if (row === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no person ${id}`);
  const staff = staffAt(book, at);
  return {
    ...viewOf(row),
    units: unitsOf(book, id, at),
    posts: (staff.byPerson.get(id) ?? []).map(({ post, unit, head }) => ({ post, unit, head })),
    superiors: superiorsIn(book, staff, id),
    delegates: delegatesOf(book, id, at).map(delegationView),
    delegators: delegatorsOf(book, id, at).map(delegationView),
  };
}

/** A delegation as people read it. */
export const delegationView = (one: Delegation): DelegationView => ({
  id: one.id,
  from: one.fromPerson,
  to: one.toPerson,
  permissions: one.permissions,
  reason: one.reason,
  validFrom: new Date(one.from).toISOString(),
  validTo: new Date(one.to).toISOString(),
});

/** Who holds, held or will hold posts; only those of a moment where one is given. */
export function listHolders(
  book: Book,
  { post, person }: { readonly post?: string | undefined; readonly person?: string | undefined },
  at: number | undefined,
): readonly HolderView[] {
  return [...book.holders.values()].flatMap((holder) => {
    const fits =
      (post === undefined || holder.post === post) &&
      (person === undefined || holder.person === person) &&
      (at === undefined || holdsAt(holder, at));
    if (!fits) return [];
    const { from, to, ...rest } = holder;
    const validTo = to === null ? null : new Date(to).toISOString();
    return [{ ...rest, validFrom: new Date(from).toISOString(), validTo }];
  });
}

/** A declared relation. */
export interface RelationView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly declaredBy: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

const someRelations: Statement = {
  name: "org-relations",
  text: `select id, from_person, to_kind, to_key, kind, valid_from, valid_to, declared_by, changed_at, changed_by from org_relation
    where ($1::text is null or from_person = $1 or (to_kind = 'person' and to_key = $1))
      and ($2::timestamptz is null or ((valid_from is null or valid_from <= $2) and (valid_to is null or valid_to > $2)))
      and id > $3 order by id limit $4`,
};

/** A page of declared relations by id. */
export async function listRelations(
  runs: Runs,
  filter: {
    readonly person: string | undefined;
    readonly at: number | undefined;
    readonly after: string;
    readonly limit: number;
  },
): Promise<readonly RelationView[]> {
  interface Row {
    readonly id: string;
    readonly from_person: string;
    readonly to_kind: string;
    readonly to_key: string;
    readonly kind: string;
    readonly valid_from: Date | null;
    readonly valid_to: Date | null;
    readonly declared_by: string;
    readonly changed_at: Date;
    readonly changed_by: string;
  }
  const at = filter.at === undefined ? null : new Date(filter.at).toISOString();
  const rows = await runs.run<Row>(someRelations, [filter.person ?? null, at, filter.after, filter.limit]);
  return rows.map((row) => ({
    id: row.id,
    from: row.from_person,
    to: `${row.to_kind}:${row.to_key}`,
    kind: row.kind,
    validFrom: row.valid_from?.toISOString() ?? null,
    validTo: row.valid_to?.toISOString() ?? null,
    declaredBy: row.declared_by,
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
  }));
}
