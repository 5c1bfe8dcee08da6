/** One line of a table: what was asked for, and what came of it. */
export interface Row {
  readonly subject: "probity" | "peer" | "bare";
  /** Pre-checks a second. */
  readonly rate: number;
  /** Events a second beside them; 0: none. */
  readonly beside: number;
  readonly seconds: number;
  readonly due: number;
  readonly answered: number;
  readonly achieved: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  /** Median and 99th percentile of what the load generator was late by; both are part of the latencies. */
  readonly latenessP50Ms: number;
  readonly latenessP99Ms: number;
  readonly late: number;
  /** Answered with 503: too many at once. */
  readonly refused: number;
  /** Without an answer ten seconds after the end. */
  readonly unanswered: number;
  /** Answered otherwise than with a decision: something is wrong. */
  readonly failed: number;
  /** Batches of events beside that were not stored by ten seconds after the end. */
  readonly besideLeft: number;
  readonly besideFailed: number;
  readonly firstFailure: string | undefined;
  /** Share of one core; NaN where the system does not tell. */
  readonly serverCores: number;
  readonly databaseCores: number;
  readonly loadCores: number;
  /** What everything else on the machine took meanwhile. */
  readonly otherCores: number;
  readonly serverPeakMb: number;
  readonly databaseMb: number;
}
