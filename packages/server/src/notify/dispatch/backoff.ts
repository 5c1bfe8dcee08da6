const maxDelayMs = 3_600_000;

/** How long to wait after the n-th failed attempt: exponential with full jitter, at most an hour. `random`: 0 to 1. */
export const retryDelayMs = (attempt: number, baseMs: number, random: number): number =>
  Math.round(random * Math.min(maxDelayMs, baseMs * 2 ** Math.min(attempt - 1, 30)));
