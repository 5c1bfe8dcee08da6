import type { Statement, Store } from "../store/index.ts";
import type { EntityKind, EntityRef } from "./kinds.ts";
import { spaceOf } from "./kinds.ts";

/** One relation of an entity as people see it. */
export interface RelationView {
  readonly id: number;
  readonly kind: string;
  readonly from: EntityRef;
  readonly to: EntityRef;
  readonly share: number | null;
  readonly confidence: number;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
  readonly position: number | null;
  readonly importId: string | null;
  readonly line: number | null;
}

/** An entity with the relations that name it. */
export interface EntityView {
  readonly entity: EntityRef;
  readonly relations: readonly RelationView[];
  /** True when there are more than these. */
  readonly more: boolean;
}

const find: Statement = {
  name: "links-view-entity",
  text: "select id, kind, key from link_entity where space = $1 and key = $2",
};

const relations: Statement = {
  name: "links-view-relations",
  text: `select r.id, r.kind, f.kind as from_kind, f.key as from_key, o.kind as to_kind, o.key as to_key, r.share::float8 as share,
      r.confidence, r.valid_from, r.valid_to, r.source, r.position, r.import, r.line
    from link_relation r join link_entity f on f.id = r.from_id join link_entity o on o.id = r.to_id
    where (r.from_id = $1::int or r.to_id = $1::int)
      and ($2::timestamptz is null or ((r.valid_from is null or r.valid_from <= $2::timestamptz)
        and (r.valid_to is null or r.valid_to > $2::timestamptz)))
    order by r.id desc limit $3::int`,
};

interface Row {
  readonly id: number;
  readonly kind: string;
  readonly from_kind: EntityKind;
  readonly from_key: string;
  readonly to_kind: EntityKind;
  readonly to_key: string;
  readonly share: number | null;
  readonly confidence: number;
  readonly valid_from: Date | null;
  readonly valid_to: Date | null;
  readonly source: string;
  readonly position: number | null;
  readonly import: string | null;
  readonly line: number | null;
}

/** What is known of an entity, the newest first; with `at` only what is valid then. Undefined when nothing is. */
export async function viewEntity(
  store: Pick<Store, "run">,
  ref: EntityRef,
  { at, limit }: { readonly at: Date | undefined; readonly limit: number },
): Promise<EntityView | undefined> {
  const [entity] = await store.run<EntityRef & { readonly id: number }>(find, [spaceOf(ref.kind), ref.key]);
  if (entity === undefined) return undefined;
  const rows = await store.run<Row>(relations, [entity.id, at?.toISOString() ?? null, limit + 1]);
  return {
    entity: { kind: entity.kind, key: entity.key },
    relations: rows.slice(0, limit).map(viewOf),
    more: rows.length > limit,
  };
}

const viewOf = (row: Row): RelationView => ({
  id: row.id,
  kind: row.kind,
  from: { kind: row.from_kind, key: row.from_key },
  to: { kind: row.to_kind, key: row.to_key },
  share: row.share,
  confidence: row.confidence,
  validFrom: row.valid_from?.toISOString() ?? null,
  validTo: row.valid_to?.toISOString() ?? null,
  source: row.source,
  position: row.position,
  importId: row.import,
  line: row.line,
});
