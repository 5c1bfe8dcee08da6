import type { Statement, Store } from "../store/index.ts";
import { type EdgeColumns, newColumns } from "./edge-columns.ts";
import type { EntityRow } from "./entity-table.ts";
import { kindCode } from "./kinds.ts";

/** What changed in the tables, in pages that memory can hold. */
export interface LinkChanges {
  /** Revision that memory is at after these. */
  readonly revision: number;
  /** Events of the log up to this one are in. */
  readonly position: number;
  readonly entities: readonly EntityRow[];
  /** Ids of relations that were added, or removed since. */
  readonly changed: ReadonlySet<number>;
  /** Those of them that are there. */
  readonly edges: EdgeColumns;
}

/** Sources and imports by index; the arrays hold the index. */
export interface OriginNames {
  indexOf(source: string, importId: string | null): number;
}

const headNow: Statement = {
  name: "links-head",
  text: `select h.revision, s.position from link_head h, score_position s where h.id = 1 and s.name = 'score'`,
};

/** Everything, along the primary key: the revision of nearly every row is new, so that its index would only cost. */
const allEntities: Statement = {
  name: "links-entities-all",
  text: `select id, space, key, kind, revision from link_entity where revision <= $1::bigint and id > $2::int
    order by id limit 50000`,
};

const entitiesSince: Statement = {
  name: "links-entities-since",
  text: `select id, space, key, kind, revision from link_entity
    where revision <= $1::bigint and (revision, id) > ($3::bigint, $2::int)
    order by revision, id limit 50000`,
};

const relationColumns = `id, from_id as f, to_id as o, kind as k, share::float8 as s, confidence as c,
      extract(epoch from valid_from)::float8 * 1000 as a, extract(epoch from valid_to)::float8 * 1000 as z,
      source, import, coalesce(position, line, 0) as p, revision`;

const allRelations: Statement = {
  name: "links-relations-all",
  text: `select ${relationColumns} from link_relation where revision <= $1::bigint and id > $2::bigint
    order by id limit 20000`,
};

/** An update has a revision of its own; what is changed again after $1 comes with the next call. */
const relationsSince: Statement = {
  name: "links-relations-since",
  text: `select ${relationColumns} from link_relation
    where revision <= $1::bigint and (revision, id) > ($3::bigint, $2::bigint)
    order by revision, id limit 20000`,
};

/** A page begins behind the last row of the one before. */
interface PagedRow {
  readonly id: number;
  readonly revision: number;
}

interface RelationRow extends PagedRow {
  readonly f: number | null;
  readonly o: number | null;
  readonly k: string;
  readonly s: number | null;
  readonly c: number;
  readonly a: number | null;
  readonly z: number | null;
  readonly source: string;
  readonly import: string | null;
  readonly p: number;
}

/** Reads what changed after a revision; undefined when nothing did. */
export async function readChanges(
  store: Pick<Store, "run">,
  since: number,
  origins: OriginNames,
): Promise<LinkChanges | { readonly position: number }> {
  const [head] = await store.run<{ revision: number; position: number }>(headNow, []);
  if (head === undefined) throw new Error("the links have no head");
  const { revision, position } = head;
  if (revision === since) return { position };
  const entities: EntityRow[] = [];
  const changed = new Set<number>();
  const rows = new RowColumns(origins);
  const first = since === 0;
  for await (const page of pages<EntityRow & PagedRow>(
    store,
    first ? allEntities : entitiesSince,
    since,
    revision,
  ))
    for (const { id, space, key, kind } of page) entities.push({ id, space, key, kind });
  for await (const page of pages<RelationRow>(store, first ? allRelations : relationsSince, since, revision))
    for (const row of page) {
      // At the first load there is nothing that could have changed.
      if (!first) changed.add(row.id);
      rows.add(row);
    }
  return { revision, position, entities, changed, edges: rows.columns() };
}

async function* pages<Row extends PagedRow>(
  store: Pick<Store, "run">,
  statement: Statement,
  since: number,
  revision: number,
): AsyncGenerator<readonly Row[], void, undefined> {
  let place: PagedRow = { id: 0, revision: since + 1 };
  for (;;) {
    const bounds = since === 0 ? [revision, place.id] : [revision, place.id, place.revision];
    const page = await store.run<Row>(statement, bounds);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    place = last;
  }
}

/** Columns that grow. */
class RowColumns {
  #columns = newColumns(1024);
  #length = 0;
  readonly #origins: OriginNames;

  constructor(origins: OriginNames) {
    this.#origins = origins;
  }

  add(row: RelationRow): void {
    if (row.f === null || row.o === null) return;
    if (this.#length === this.#columns.id.length) this.#columns = resized(this.#columns, this.#length * 2);
    const at = this.#length++;
    const columns = this.#columns;
    columns.id[at] = row.id;
    columns.from[at] = row.f;
    columns.to[at] = row.o;
    columns.kind[at] = kindCode(row.k);
    columns.share[at] = row.s ?? Number.NaN;
    columns.confidence[at] = row.c;
    columns.validFrom[at] = row.a ?? Number.NEGATIVE_INFINITY;
    columns.validTo[at] = row.z ?? Number.POSITIVE_INFINITY;
    columns.origin[at] = this.#origins.indexOf(row.source, row.import);
    columns.place[at] = row.p;
  }

  columns(): EdgeColumns {
    return resized(this.#columns, this.#length);
  }
}

function resized(columns: EdgeColumns, length: number): EdgeColumns {
  const next = newColumns(length);
  for (const name of ["id", "from", "to", "kind", "share", "confidence"] as const)
    next[name].set(columns[name].subarray(0, length));
  for (const name of ["validFrom", "validTo", "origin", "place"] as const)
    next[name].set(columns[name].subarray(0, length));
  return next;
}
