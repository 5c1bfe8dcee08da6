import type { Statement, Transaction } from "../store/index.ts";
import { type Book, emptyBook, type PostState, type UnitState } from "./book.ts";
import { isUnitKind } from "./kinds.ts";

/** Where the organisation is read: the store, or a transaction. */
export type Runs = Pick<Transaction, "run">;

const head: Statement = { name: "org-head", text: "select revision from org_head where id = 1" };

const allUnits: Statement = {
  name: "org-units",
  text: `select unit as id, valid_from, revision, name_zh, name_en, kind, parent, business_department, department_discipline,
      district_discipline, ended from org_unit_change order by valid_from, revision`,
};

const allPosts: Statement = {
  name: "org-posts",
  text: `select post as id, valid_from, revision, name_zh, name_en, unit, head, risk_grade, ended from org_post_change
    order by valid_from, revision`,
};

const allHolders: Statement = {
  name: "org-holders",
  text: "select id, post, person, valid_from, valid_to from org_holder order by valid_from, id",
};

const allDelegations: Statement = {
  name: "org-delegations",
  text: `select id, from_person, to_person, permissions, valid_from, valid_to, reason from org_delegation
    order by valid_from, id`,
};

const allMembers: Statement = { name: "org-members", text: "select person, unit, keys from org_person" };

interface Dated {
  readonly id: string;
  readonly valid_from: Date;
  readonly revision: number;
}

interface UnitRow extends Dated {
  readonly name_zh: string | null;
  readonly name_en: string | null;
  readonly kind: string | null;
  readonly parent: string | null;
  readonly business_department: string | null;
  readonly department_discipline: string | null;
  readonly district_discipline: string | null;
  readonly ended: boolean | null;
}

interface PostRow extends Dated {
  readonly name_zh: string | null;
  readonly name_en: string | null;
  readonly unit: string | null;
  readonly head: boolean | null;
  readonly risk_grade: number | null;
  readonly ended: boolean | null;
}

/** The revision of the organisation that was committed last. */
export async function orgRevision(runs: Runs): Promise<number> {
  const [row] = await runs.run<{ revision: number }>(head, []);
  if (row === undefined) throw new Error("the organisation has no head");
  return row.revision;
}

/** Reads everything. What is committed while it reads may be in it in part: whoever must not see that holds the head. */
export async function readBook(runs: Runs): Promise<Book> {
  const book = emptyBook(await orgRevision(runs));
  for (const row of await runs.run<UnitRow>(allUnits, []))
    book.units.add(row.id, { from: row.valid_from.getTime(), revision: row.revision, patch: unitPatch(row) });
  for (const row of await runs.run<PostRow>(allPosts, []))
    book.posts.add(row.id, { from: row.valid_from.getTime(), revision: row.revision, patch: postPatch(row) });
  await readStaff(runs, book);
  return book;
}

async function readStaff(runs: Runs, book: Book): Promise<void> {
  interface HolderRow {
    readonly id: string;
    readonly post: string;
    readonly person: string;
    readonly valid_from: Date;
    readonly valid_to: Date | null;
  }
  for (const { id, post, person, valid_from, valid_to } of await runs.run<HolderRow>(allHolders, []))
    book.holders.set(id, {
      id,
      post,
      person,
      from: valid_from.getTime(),
      to: valid_to?.getTime() ?? null,
    });
  interface DelegationRow {
    readonly id: string;
    readonly from_person: string;
    readonly to_person: string;
    readonly permissions: string | null;
    readonly valid_from: Date;
    readonly valid_to: Date;
    readonly reason: string;
  }
  for (const row of await runs.run<DelegationRow>(allDelegations, []))
    book.delegations.set(row.id, {
      id: row.id,
      fromPerson: row.from_person,
      toPerson: row.to_person,
      permissions: row.permissions === null ? null : textsOf(row.permissions),
      from: row.valid_from.getTime(),
      to: row.valid_to.getTime(),
      reason: row.reason,
    });
  interface MemberRow {
    readonly person: string;
    readonly unit: string | null;
    readonly keys: string;
  }
  for (const { person, unit, keys } of await runs.run<MemberRow>(allMembers, []))
    book.members.set(person, { unit, keys: textsOf(keys) });
}

/** A list of texts that this server wrote. */
export const textsOf = (json: string): readonly string[] => JSON.parse(json) as readonly string[];

const unitPatch = (row: UnitRow): Partial<UnitState> => ({
  ...(row.name_zh === null ? {} : { nameZh: row.name_zh }),
  ...(row.name_en === null ? {} : { nameEn: row.name_en }),
  ...(row.kind === null || !isUnitKind(row.kind) ? {} : { kind: row.kind }),
  ...(row.parent === null ? {} : { parent: row.parent }),
  ...(row.business_department === null ? {} : { businessDepartment: row.business_department }),
  ...(row.department_discipline === null ? {} : { disciplineOfDepartment: row.department_discipline }),
  ...(row.district_discipline === null ? {} : { districtDiscipline: row.district_discipline }),
  ...(row.ended === null ? {} : { ended: row.ended }),
});

const postPatch = (row: PostRow): Partial<PostState> => ({
  ...(row.name_zh === null ? {} : { nameZh: row.name_zh }),
  ...(row.name_en === null ? {} : { nameEn: row.name_en }),
  ...(row.unit === null ? {} : { unit: row.unit }),
  ...(row.head === null ? {} : { head: row.head }),
  ...(row.risk_grade === null ? {} : { riskGrade: row.risk_grade }),
  ...(row.ended === null ? {} : { ended: row.ended }),
});
