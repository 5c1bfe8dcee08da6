import { type EdgeColumns, mergeColumns } from "./edge-columns.ts";
import { packUp, repackUp, type UpEdges } from "./up-edges.ts";
import { kindCode, type RelationKind } from "./kinds.ts";

/** Relations in compressed arrays: edges by their start, and for every node those that end in it. */
export interface EdgeArrays extends EdgeColumns {
  /** Edges of node n that start in it: `outOffsets[n]` up to `outOffsets[n + 1]`. */
  readonly outOffsets: Int32Array;
  /** Edges that end in node n: the rows `inEdges[inOffsets[n]]` up to `inEdges[inOffsets[n + 1]]`, by their start. */
  readonly inOffsets: Int32Array;
  readonly inEdges: Int32Array;
  /** What a search upward reads of each of {@link inEdges}, side by side. */
  readonly up: UpEdges;
  /** The row of each relation by its id; ids come from a sequence, so that few are unused. */
  readonly rowOf: Int32Array;
}

/** Indexes sorted columns for nodes 0 to `nodes`. */
export function indexEdges(columns: EdgeColumns, nodes: number): EdgeArrays {
  const rows = indexRows(columns, nodes);
  return { ...rows, up: packUp(rows, rows.inEdges) };
}

/** The same relations without those of the ids `removed`, as far as they are there, and with `added`, which are sorted. */
export function changeEdges(
  before: EdgeArrays,
  removed: ReadonlySet<number>,
  added: EdgeColumns,
  nodes: number,
): EdgeArrays {
  const gone = rowsOf(before, removed);
  const rows = indexRows(mergeColumns(before, gone, added), nodes);
  const cut = upPlaces(before, gone);
  const put = upPlaces(rows, rowsOf(rows, new Set(added.id)));
  return { ...rows, up: repackUp(before.up, { cut, put }, rows, rows.inEdges) };
}

type IndexedRows = Omit<EdgeArrays, "up">;

function indexRows(columns: EdgeColumns, nodes: number): IndexedRows {
  const { length } = columns.id;
  const outOffsets = new Int32Array(nodes + 2);
  const inOffsets = new Int32Array(nodes + 2);
  for (let row = 0; row < length; row++) {
    bump(outOffsets, (columns.from[row] ?? 0) + 1);
    bump(inOffsets, (columns.to[row] ?? 0) + 1);
  }
  for (let node = 1; node < nodes + 2; node++) {
    outOffsets[node] = (outOffsets[node] ?? 0) + (outOffsets[node - 1] ?? 0);
    inOffsets[node] = (inOffsets[node] ?? 0) + (inOffsets[node - 1] ?? 0);
  }
  const next = inOffsets.slice();
  const inEdges = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const node = columns.to[row] ?? 0;
    inEdges[next[node] ?? 0] = row;
    bump(next, node);
  }
  return { ...columns, outOffsets, inOffsets, inEdges, rowOf: rowsById(columns) };
}

/** Where the edges of rows are by their end, ascending. */
const upPlaces = (edges: IndexedRows, rows: readonly number[]): Int32Array =>
  Int32Array.from(rows, (row) => upPlace(edges, row)).toSorted();

/** The edges that end in one node are in the order of their rows. */
function upPlace({ to, inOffsets, inEdges }: IndexedRows, row: number): number {
  const node = to[row] ?? 0;
  let [low, high] = [inOffsets[node] ?? 0, inOffsets[node + 1] ?? 0];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((inEdges[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowsById({ id: ids }: EdgeColumns): Int32Array {
  let last = -1;
  for (const id of ids) if (id > last) last = id;
  const rows = new Int32Array(last + 1);
  for (let row = 0; row < ids.length; row++) rows[ids[row] ?? 0] = row;
  return rows;
}

function bump(numbers: Int32Array, at: number): void {
  numbers[at] = (numbers[at] ?? 0) + 1;
}

/** The rows of those relations that are there, ascending. */
const rowsOf = (edges: IndexedRows, ids: ReadonlySet<number>): readonly number[] =>
  [...ids]
    .flatMap((id) => {
      const row = edges.rowOf[id];
      return row !== undefined && edges.id[row] === id ? [row] : [];
    })
    .toSorted((a, b) => a - b);

/** A filter prepared for the arrays. */
export interface EdgeFilter {
  readonly at: number;
  /** 1 at the codes of kinds that count. */
  readonly kinds: Uint8Array;
  /** Least confidence in percent. */
  readonly confidence: number;
}

/** Prepares a filter. */
export function edgeFilter(at: number, kinds: readonly RelationKind[], confidence: number): EdgeFilter {
  const codes = new Uint8Array(256);
  for (const kind of kinds) codes[kindCode(kind)] = 1;
  return { at, kinds: codes, confidence };
}

function isValid(edges: EdgeColumns, row: number, { at, confidence }: EdgeFilter): boolean {
  return (
    (edges.confidence[row] ?? 0) >= confidence &&
    (edges.validFrom[row] ?? 0) <= at &&
    at < (edges.validTo[row] ?? 0)
  );
}

/** True when an edge counts: its kind, its time, and nothing recorded later of the same kind between the same two. */
export function counts(edges: EdgeColumns, row: number, filter: EdgeFilter): boolean {
  if (filter.kinds[edges.kind[row] ?? 0] !== 1 || !isValid(edges, row, filter)) return false;
  const kind = edges.kind[row];
  for (let later = row + 1; later < edges.id.length; later++) {
    if (
      edges.kind[later] !== kind ||
      edges.to[later] !== edges.to[row] ||
      edges.from[later] !== edges.from[row]
    )
      return true;
    if (isValid(edges, later, filter)) return false;
  }
  return true;
}
