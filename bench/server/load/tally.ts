/** What became of a flow; only requests due after the warm-up are in it. */
export interface FlowResult {
  readonly due: number;
  readonly answered: number;
  /** Milliseconds from the moment when it was due to the whole answer, of good answers, sorted. */
  readonly latencies: Float64Array;
  /** Milliseconds by which requests were sent after they were due, sorted. */
  readonly lateness: Float64Array;
  /** Requests sent more than a millisecond after they were due. */
  readonly late: number;
  /** Told to come back later (503): the server has too many requests at once. */
  readonly refused: number;
  /** Without an answer ten seconds after the last one was due. */
  readonly unanswered: number;
  /** Other bad answers and broken connections. */
  readonly failed: number;
  readonly firstFailure: string | undefined;
}

const lateMs = 1;

/** Counts what becomes of the requests of a flow. */
export class Tally {
  readonly #latencies: number[] = [];
  readonly #lateness: number[] = [];
  #refused = 0;
  #failed = 0;
  #firstFailure: string | undefined;

  /** A measured request was sent so many milliseconds after it was due. */
  sent(after: number): void {
    this.#lateness.push(after);
  }

  /** A measured request has its answer so many milliseconds after it was due. */
  answered(after: number): void {
    this.#latencies.push(after);
  }

  /** A request was told to come back. */
  refused(): void {
    this.#refused += 1;
  }

  /** Something is wrong; the first of these is told. */
  failed(why: string): void {
    this.#failed += 1;
    this.#firstFailure ??= why.slice(0, 500);
  }

  /** What became of all. */
  result(due: number, unanswered: number): FlowResult {
    const lateness = Float64Array.from(this.#lateness).toSorted();
    return {
      due,
      answered: this.#latencies.length,
      latencies: Float64Array.from(this.#latencies).toSorted(),
      lateness,
      late: lateness.length - lateness.findLastIndex((ms) => ms <= lateMs) - 1,
      refused: this.#refused,
      unanswered,
      failed: this.#failed,
      firstFailure: this.#firstFailure,
    };
  }
}
