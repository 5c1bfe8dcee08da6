/** Buckets for each doubling: a percentile is at most 4.5 % above the truth. */
const perDoubling = 16;

/** Durations in microseconds, in bounded memory, and as JSON. */
export class Histogram {
  readonly #buckets: number[];
  #count: number;
  #sum: number;

  constructor(stored?: HistogramJson) {
    this.#buckets = [...(stored?.buckets ?? [])];
    this.#count = stored?.count ?? 0;
    this.#sum = stored?.sum ?? 0;
  }

  add(microseconds: number): void {
    const bucket = microseconds <= 1 ? 0 : Math.min(1_000, Math.ceil(Math.log2(microseconds) * perDoubling));
    while (this.#buckets.length <= bucket) this.#buckets.push(0);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sum += microseconds;
  }

  /** Mean and 99th percentile, in microseconds; null when nothing was measured. */
  summary(): { readonly mean: number; readonly p99: number } | null {
    if (this.#count === 0) return null;
    let left = Math.ceil(this.#count * 0.99);
    const bucket = this.#buckets.findIndex((count) => (left -= count) <= 0);
    return { mean: round(this.#sum / this.#count), p99: round(2 ** (Math.max(0, bucket) / perDoubling)) };
  }

  toJSON(): HistogramJson {
    return { buckets: this.#buckets, count: this.#count, sum: this.#sum };
  }
}

/** A {@link Histogram} as it is stored. */
export interface HistogramJson {
  readonly buckets: readonly number[];
  readonly count: number;
  readonly sum: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;
