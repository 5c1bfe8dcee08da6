import type { EdgeFilter } from "./edge-arrays.ts";
import type { EdgeColumns } from "./edge-columns.ts";

/**
 * Edges by their end, then by start, kind and id: what a search upward reads of one stands in 32 bytes, and the edges of a
 * node behind each other. Columns would cost a miss of the cache for each column and edge.
 */
export interface UpEdges {
  /** Eight a record: the start, then kind and confidence in the lowest two bytes. */
  readonly ints: Int32Array;
  /** Four a record: from the second on share (NaN: none), valid from and valid to. */
  readonly floats: Float64Array;
}

/** Bytes of one record. */
export const upBytes = 32;

/** Packs the rows of columns in the order of `rows`. */
export function packUp(columns: EdgeColumns, rows: Int32Array): UpEdges {
  const packed = newUp(rows.length);
  for (let at = 0; at < rows.length; at++) putUp(packed, at, columns, rows[at] ?? 0);
  return packed;
}

/** Which edges are others than before; all ascend. */
export interface UpChange {
  /** Places, before, of those that are gone. */
  readonly cut: Int32Array;
  /** Places of those that came. */
  readonly put: Int32Array;
}

/**
 * What {@link packUp} gives, where all but a few edges were packed before: those are copied in pieces. To pack every row
 * again costs a miss of the cache each.
 */
export function repackUp(
  before: UpEdges,
  { cut, put }: UpChange,
  columns: EdgeColumns,
  rows: Int32Array,
): UpEdges {
  const packed = newUp(rows.length);
  let [from, at, gone] = [0, 0, 0];
  const keep = (until: number): void => {
    while (at < until) {
      const end = Math.min(from + until - at, cut[gone] ?? Number.POSITIVE_INFINITY);
      copyRun(before, from, end, packed, at);
      at += end - from;
      from = end;
      if (from === cut[gone]) {
        from += 1;
        gone += 1;
      }
    }
  };
  for (const place of put) {
    keep(place);
    putUp(packed, place, columns, rows[place] ?? 0);
    at = place + 1;
  }
  keep(rows.length);
  return packed;
}

function newUp(length: number): UpEdges {
  const buffer = new ArrayBuffer(length * upBytes);
  return { ints: new Int32Array(buffer), floats: new Float64Array(buffer) };
}

function putUp({ ints, floats }: UpEdges, at: number, columns: EdgeColumns, row: number): void {
  ints[at * 8] = columns.from[row] ?? 0;
  ints[at * 8 + 1] = (columns.kind[row] ?? 0) | ((columns.confidence[row] ?? 0) << 8);
  floats[at * 4 + 1] = columns.share[row] ?? Number.NaN;
  floats[at * 4 + 2] = columns.validFrom[row] ?? 0;
  floats[at * 4 + 3] = columns.validTo[row] ?? 0;
}

/** Copies the records from `start` up to `end`. */
const copyRun = (from: UpEdges, start: number, end: number, to: UpEdges, at: number): void =>
  to.ints.set(from.ints.subarray(start * 8, end * 8), at * 8);

/** Where the edge at a place starts. */
export const startOf = ({ ints }: UpEdges, at: number): number => ints[at * 8] ?? 0;

/** Its share; NaN where it has none. */
export const shareOf = ({ floats }: UpEdges, at: number): number => floats[at * 4 + 1] ?? Number.NaN;

/**
 * True when the edge at a place counts, `end` being where the edges of its end stop: its kind, its time, and nothing
 * recorded later of the same kind between the same two.
 */
export function countsUp(up: UpEdges, at: number, end: number, filter: EdgeFilter): boolean {
  const kind = (up.ints[at * 8 + 1] ?? 0) & 0xff;
  if (filter.kinds[kind] !== 1 || !isValid(up, at, filter)) return false;
  const start = up.ints[at * 8];
  for (let later = at + 1; later < end; later++) {
    if (up.ints[later * 8] !== start || ((up.ints[later * 8 + 1] ?? 0) & 0xff) !== kind) return true;
    if (isValid(up, later, filter)) return false;
  }
  return true;
}

const isValid = ({ ints, floats }: UpEdges, at: number, filter: EdgeFilter): boolean =>
  (ints[at * 8 + 1] ?? 0) >>> 8 >= filter.confidence &&
  (floats[at * 4 + 2] ?? 0) <= filter.at &&
  filter.at < (floats[at * 4 + 3] ?? 0);
