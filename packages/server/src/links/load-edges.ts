import { packRows, type Statement, type Store, unpackRows } from "../store/index.ts";
import { type EdgeColumns, newColumns } from "./edge-columns.ts";
import type { EntityRow } from "./entity-table.ts";
import { type EntityKind, kindCode } from "./kinds.ts";

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

/** So many rows come at a time: whoever asks the only session of the embedded database meanwhile waits for no more. */
const pageRows = 5_000;

/** The first two say where a page ends. */
const entityColumns = ["id", "revision", "space", "key", "kind"];
const relationColumns = [
  "id",
  "revision",
  "from_id",
  "to_id",
  "kind",
  "share",
  "confidence",
  "date_part('epoch', valid_from) * 1000",
  "date_part('epoch', valid_to) * 1000",
  "source",
  "import",
  "coalesce(position, line, 0)",
];

interface Paged {
  readonly all: Statement;
  readonly since: Statement;
}

/**
 * Everything along the primary key, for the revision of nearly every row is new, so that its index would only cost. And what
 * changed since: an update has a revision of its own; what is changed again after $1 comes with the next call.
 */
function paged(name: string, table: string, columns: readonly string[]): Paged {
  const page = (where: string, order: string): string =>
    `select ${packRows(columns, order)} as rows from (
      select * from ${table} where revision <= $1::bigint and ${where} order by ${order} limit ${pageRows}) page`;
  return {
    all: { name: `links-${name}-all`, text: page("id > $2::bigint", "id") },
    since: {
      name: `links-${name}-since`,
      text: page("(revision, id) > ($3::bigint, $2::bigint)", "revision, id"),
    },
  };
}

const entityPages = paged("entities", "link_entity", entityColumns);
const relationPages = paged("relations", "link_relation", relationColumns);

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
  for await (const page of pages(store, entityPages, since, revision))
    for (const row of page) entities.push(entityOf(row));
  for await (const page of pages(store, relationPages, since, revision))
    for (const row of page) {
      // At the first load there is nothing that could have changed.
      if (since !== 0) changed.add(Number(row[0]));
      rows.add(row);
    }
  return { revision, position, entities, changed, edges: rows.columns() };
}

async function* pages(
  store: Pick<Store, "run">,
  { all, since: later }: Paged,
  since: number,
  revision: number,
): AsyncGenerator<readonly Row[], void, undefined> {
  let [id, behind] = [0, since + 1];
  for (;;) {
    const [page] =
      since === 0
        ? await store.run<{ readonly rows: string | null }>(all, [revision, id])
        : await store.run<{ readonly rows: string | null }>(later, [revision, id, behind]);
    const rows = unpackRows(page?.rows);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    [id, behind] = [Number(last[0]), Number(last[1])];
  }
}

/** Columns as texts; an empty one is null. */
type Row = readonly string[];

function entityOf([id, , space = "", key = "", kind]: Row): EntityRow {
  // As store-relations.ts wrote it.
  return { id: Number(id), space, key: key === "" ? null : key, kind: kind as EntityKind };
}

const numberOr = (none: number, text: string | undefined): number =>
  text === undefined || text === "" ? none : Number(text);

/** Columns that grow. */
class RowColumns {
  #columns = newColumns(1024);
  #length = 0;
  readonly #origins: OriginNames;

  constructor(origins: OriginNames) {
    this.#origins = origins;
  }

  add([
    id,
    ,
    from,
    to,
    kind = "",
    share,
    confidence,
    validFrom,
    validTo,
    source = "",
    importId,
    place,
  ]: Row): void {
    if (from === "" || to === "") return;
    if (this.#length === this.#columns.id.length) this.#columns = resized(this.#columns, this.#length * 2);
    const at = this.#length++;
    const columns = this.#columns;
    columns.id[at] = Number(id);
    columns.from[at] = Number(from);
    columns.to[at] = Number(to);
    columns.kind[at] = kindCode(kind);
    columns.share[at] = numberOr(Number.NaN, share);
    columns.confidence[at] = Number(confidence);
    columns.validFrom[at] = Math.round(numberOr(Number.NEGATIVE_INFINITY, validFrom));
    columns.validTo[at] = Math.round(numberOr(Number.POSITIVE_INFINITY, validTo));
    columns.origin[at] = this.#origins.indexOf(
      source,
      importId === "" || importId === undefined ? null : importId,
    );
    columns.place[at] = Number(place);
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
