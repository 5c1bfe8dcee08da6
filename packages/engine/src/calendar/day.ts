/** Milliseconds of a day of 24 hours. */
export const dayMs = 86_400_000;

/** Days since 1970-01-01 of a date such as `2026-05-01`; undefined for what is no date. */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  const day = ms / dayMs;
  // The 30th of February is read as a day of March by some.
  return dateText(day) === date ? day : undefined;
}

/** The date of a number of days since 1970-01-01. */
export const dateText = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The year of a number of days since 1970-01-01. */
export const yearOf = (day: number): number => new Date(day * dayMs).getUTCFullYear();

/** Days since 1970-01-01 of the first of January. */
export const firstOf = (year: number): number => new Date(0).setUTCFullYear(year, 0, 1) / dayMs;

/** 1 for Monday to 7 for Sunday. The 1st of January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
