/** Relations as columns of numbers; all of the same length. */
export interface EdgeColumns {
  readonly id: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Places in `relationKinds`. */
  readonly kind: Uint8Array;
  /** NaN: no share. */
  readonly share: Float64Array;
  /** In percent. */
  readonly confidence: Uint8Array;
  /** Milliseconds since 1970; -Infinity and Infinity: open. */
  readonly validFrom: Float64Array;
  readonly validTo: Float64Array;
  /** Index of the origin's source and import. */
  readonly origin: Int32Array;
  /** Position in the log, or line of the import. */
  readonly place: Float64Array;
}

/** Bytes of one row of {@link EdgeColumns}. */
export const edgeBytes: number = 8 + 4 + 4 + 1 + 8 + 1 + 8 + 8 + 4 + 8;

/** Room for `length` relations. */
export const newColumns = (length: number): EdgeColumns => ({
  id: new Float64Array(length),
  from: new Int32Array(length),
  to: new Int32Array(length),
  kind: new Uint8Array(length),
  share: new Float64Array(length),
  confidence: new Uint8Array(length),
  validFrom: new Float64Array(length),
  validTo: new Float64Array(length),
  origin: new Int32Array(length),
  place: new Float64Array(length),
});

/** Copies one row to another place. */
export function copyEdge(from: EdgeColumns, row: number, to: EdgeColumns, at: number): void {
  to.id[at] = from.id[row] ?? 0;
  to.from[at] = from.from[row] ?? 0;
  to.to[at] = from.to[row] ?? 0;
  to.kind[at] = from.kind[row] ?? 0;
  to.share[at] = from.share[row] ?? Number.NaN;
  to.confidence[at] = from.confidence[row] ?? 0;
  to.validFrom[at] = from.validFrom[row] ?? 0;
  to.validTo[at] = from.validTo[row] ?? 0;
  to.origin[at] = from.origin[row] ?? 0;
  to.place[at] = from.place[row] ?? 0;
}

/** The order of the arrays: from, to, kind, id. What says the same of the same two stands together, the newest last. */
export function compareEdges(a: EdgeColumns, i: number, b: EdgeColumns, j: number): number {
  return (
    (a.from[i] ?? 0) - (b.from[j] ?? 0) ||
    (a.to[i] ?? 0) - (b.to[j] ?? 0) ||
    (a.kind[i] ?? 0) - (b.kind[j] ?? 0) ||
    (a.id[i] ?? 0) - (b.id[j] ?? 0)
  );
}

/** The same rows in that order. */
export function sortColumns(columns: EdgeColumns): EdgeColumns {
  const { length } = columns.id;
  const order = new Uint32Array(length);
  for (let row = 0; row < length; row++) order[row] = row;
  order.sort((i, j) => compareEdges(columns, i, columns, j));
  const sorted = newColumns(length);
  for (let at = 0; at < length; at++) copyEdge(columns, order[at] ?? 0, sorted, at);
  return sorted;
}

/** Where an edge belongs in sorted columns. */
function placeFor(base: EdgeColumns, edges: EdgeColumns, row: number): number {
  let [low, high] = [0, base.id.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareEdges(base, middle, edges, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Copies the rows from `start` up to `end`. */
function copyRun(from: EdgeColumns, start: number, end: number, to: EdgeColumns, at: number): void {
  if (end <= start) return;
  for (const name of ["id", "share", "validFrom", "validTo", "place"] as const)
    to[name].set(from[name].subarray(start, end), at);
  for (const name of ["from", "to", "origin"] as const) to[name].set(from[name].subarray(start, end), at);
  for (const name of ["kind", "confidence"] as const) to[name].set(from[name].subarray(start, end), at);
}

/** Both in order, `base` without its rows in `removed`, which ascend. What did not change is copied in one piece. */
export function mergeColumns(base: EdgeColumns, removed: readonly number[], added: EdgeColumns): EdgeColumns {
  const end = base.id.length;
  const merged = newColumns(end - removed.length + added.id.length);
  let [row, at, add, gone] = [0, 0, 0, 0];
  const keep = (until: number): void => {
    copyRun(base, row, until, merged, at);
    at += until - row;
    row = until;
  };
  while (add < added.id.length || gone < removed.length) {
    const place = add < added.id.length ? placeFor(base, added, add) : Number.POSITIVE_INFINITY;
    const cut = removed[gone] ?? Number.POSITIVE_INFINITY;
    keep(Math.min(place, cut));
    if (place <= cut) copyEdge(added, add++, merged, at++);
    else {
      row = cut + 1;
      gone += 1;
    }
  }
  keep(end);
  return merged;
}
