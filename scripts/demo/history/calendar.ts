const dayMs = 86_400_000;
/** China has one zone and no summer time. */
const zoneMs = 8 * 3_600_000;

/** Days of the history: day 0 is the first one, and `last` the day on which the office was opened. */
export interface Calendar {
  readonly now: number;
  readonly last: number;
  /** An instant; what falls on a weekend is done on Monday. */
  at(day: number, hour?: number, minute?: number, second?: number): string;
}

/** The days before a moment. */
export function calendarOf(now: number, days: number): Calendar {
  const today = Math.floor((now + zoneMs) / dayMs);
  const workday = (day: number): number => {
    const found = today - days + day;
    // Day 0 of the epoch was a Thursday.
    const weekday = (((found + 4) % 7) + 7) % 7;
    return found + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
  };
  return {
    now,
    last: days,
    at: (day, hour = 9, minute = 0, second = 0) => {
      const ms = workday(Math.floor(day)) * dayMs + ((hour * 60 + minute) * 60 + second) * 1_000;
      return new Date(ms).toISOString().replace(".000Z", "+08:00");
    },
  };
}
