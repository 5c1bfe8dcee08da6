/** One row of the error table (QU-3). */
export interface ErrorEntry {
  /** HTTP status when the error reaches the wire. */
  readonly status: number;
  /** What went wrong, one short sentence. */
  readonly title: string;
  /** What to do next, for the person who sees it. */
  readonly next: string;
}
