import { zoneOffset } from "../edge/zone.ts";
import { dayMs } from "./day.ts";

/** The day in a zone at a moment, as days since 1970-01-01. */
export const localDay = (ms: number, zone: string): number =>
  Math.floor((ms + (zoneOffset(zone, ms) ?? 0)) / dayMs);

/**
 * The first moment of a day in a zone, also where the clocks change at midnight: of two midnights the first, and where
 * there is none the moment after the gap.
 */
export function dayStart(day: number, zone: string): number {
  const wall = day * dayMs;
  const offsets = [zoneOffset(zone, wall - dayMs) ?? 0, zoneOffset(zone, wall + dayMs) ?? 0];
  const moments = offsets.map((offset) => wall - offset);
  const right = moments.filter((moment) => moment + (zoneOffset(zone, moment) ?? 0) === wall);
  if (right.length > 0) return Math.min(...right);
  // No clock shows it: the clocks are put forward between the two.
  let [before, after] = [Math.min(...moments) - 1, Math.max(...moments)];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + (zoneOffset(zone, middle) ?? 0) >= wall) after = middle;
    else before = middle;
  }
  return after;
}
