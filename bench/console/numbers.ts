import { quantile } from "../engine/statistics.ts";

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).toSorted();

/** The middle of some values. */
export const median = (values: readonly number[]): number => quantile(sorted(values), 0.5);

/** The value that one in twenty exceeds. */
export const p95 = (values: readonly number[]): number => quantile(sorted(values), 0.95);
