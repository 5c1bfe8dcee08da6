/** What an input may cost. */
export interface ReadLimits {
  /** Longest line; a longer one is skipped and reported. */
  readonly maxLineBytes: number;
  /** Largest package that is not JSON lines; it has to be held in memory as a whole. */
  readonly maxDocumentBytes: number;
}

/** The limits of `probity import`: 16 MiB a line, 128 MiB a package. */
export const readLimits: ReadLimits = { maxLineBytes: 16 * 1024 * 1024, maxDocumentBytes: 128 * 1024 * 1024 };
