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
  const buffer = new ArrayBuffer(rows.length * upBytes);
  const [ints, floats] = [new Int32Array(buffer), new Float64Array(buffer)];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    ints[at * 8] = columns.from[row] ?? 0;
    ints[at * 8 + 1] = (columns.kind[row] ?? 0) | ((columns.confidence[row] ?? 0) << 8);
    floats[at * 4 + 1] = columns.share[row] ?? Number.NaN;
    floats[at * 4 + 2] = columns.validFrom[row] ?? 0;
    floats[at * 4 + 3] = columns.validTo[row] ?? 0;
  }
  return { ints, floats };
}

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
