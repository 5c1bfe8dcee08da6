const maxMs = 3_600_000;

/**
 * Milliseconds that a `Retry-After` header asks to wait (seconds or an HTTP date), 0 when it asks nothing readable.
 * Never more than an hour, so that a wrong clock or a hostile proxy cannot silence a source.
 */
export const retryAfterMs = (header: string | undefined, now: number): number => {
  if (header === undefined || header === "") return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), maxMs) : 0;
};
