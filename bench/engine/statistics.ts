/** The value that `share` of the samples do not exceed; the samples must be sorted. NaN when there are none. */
export const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Median of a few numbers. */
export const median = (values: readonly number[]): number =>
  quantile(Float64Array.from(values).toSorted(), 0.5);
