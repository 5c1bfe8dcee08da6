/** What the process ends with. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** Something is wrong: not found, refused, unreachable, cases fail, an import left events in quarantine or broken lines. */
  wrong: 1,
  /** The command line is not valid. */
  usage: 2,
} as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
