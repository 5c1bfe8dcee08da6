/**
 * Moments of so many requests a second over so many milliseconds, as independent callers make them: the gaps are drawn from
 * an exponential distribution.
 */
export const poissonMoments = (next: () => number, perSecond: number, totalMs: number): Float64Array => {
  const moments: number[] = [];
  for (let at = gap(next, perSecond); at < totalMs; at += gap(next, perSecond)) moments.push(at);
  return Float64Array.from(moments);
};

const gap = (next: () => number, perSecond: number): number => (-Math.log(1 - next()) * 1000) / perSecond;

/** Moments at even distances, the first after `offsetMs`. */
export const evenMoments = (perSecond: number, totalMs: number, offsetMs: number): Float64Array => {
  const every = 1000 / perSecond;
  const count = Math.max(0, Math.ceil((totalMs - offsetMs) / every));
  return Float64Array.from({ length: count }, (_, nth) => offsetMs + nth * every);
};
