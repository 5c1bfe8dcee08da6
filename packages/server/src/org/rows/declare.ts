import { addToLinks, declaredImport, isRelationKind, removeDeclaredFromLinks } from "../../links/index.ts";
import type { Statement, Transaction } from "../../store/index.ts";
import type { Relation } from "./draft.ts";

const columns = "r.id, r.from_person, r.to_kind, r.to_key, r.kind, r.valid_from, r.valid_to, r.declared_by";

const findRelations: Statement = {
  name: "org-find-relations",
  text: `select ${columns} from org_relation r
    where r.from_person = any($1::text[]) or r.id = any($2::text[]) order by r.changed_at, r.id`,
};

const notLinked: Statement = {
  name: "org-relations-not-linked",
  text: `select ${columns} from org_relation r where not exists (
      select 1 from link_relation l where l.import = 'declared:' || r.id and l.import like 'declared:%' and l.from_id is not null)`,
};

interface RelationRow {
  readonly id: string;
  readonly from_person: string;
  readonly to_kind: "person" | "organisation";
  readonly to_key: string;
  readonly kind: string;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly declared_by: string;
}

/** What was declared of these people, or under these ids. */
export async function declaredBy(
  transaction: Pick<Transaction, "run">,
  people: readonly string[],
  ids: readonly string[],
): Promise<readonly Relation[]> {
  return (await transaction.run<RelationRow>(findRelations, [people, ids])).map(relationOf);
}

/** Declared relations that the links lack. */
export async function relationsNotLinked(
  transaction: Pick<Transaction, "run">,
): Promise<readonly Relation[]> {
  return (await transaction.run<RelationRow>(notLinked, [])).map(relationOf);
}

const relationOf = (row: RelationRow): Relation => ({
  id: row.id,
  fromPerson: row.from_person,
  toKind: row.to_kind,
  toKey: row.to_key,
  kind: row.kind,
  from: row.valid_from?.getTime() ?? null,
  to: row.valid_to?.getTime() ?? null,
  declaredBy: row.declared_by,
});

const moment = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** Puts declared relations into the links in the place of what was declared under their ids before (FE-3). */
export async function declare(
  transaction: Transaction,
  relations: readonly Relation[],
  now: Date,
): Promise<void> {
  if (relations.length === 0) return;
  await removeDeclaredFromLinks(
    transaction,
    relations.map(({ id }) => id),
  );
  const links = relations.flatMap((one) => {
    if (!isRelationKind(one.kind)) return [];
    return [
      {
        from: { kind: "person" as const, key: one.fromPerson },
        to: { kind: one.toKind, key: one.toKey },
        kind: one.kind,
        share: null,
        validFrom: moment(one.from),
        validTo: moment(one.to),
        confidence: 100,
        origin: { source: "declared", position: null, importId: declaredImport(one.id), line: 1 },
      },
    ];
  });
  await addToLinks(transaction, links, now);
}
