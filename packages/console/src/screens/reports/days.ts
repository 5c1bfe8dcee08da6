import { moment } from "../../i18n/format.ts";

/** The day of a moment, `2026-11-30`. */
export const dayOf = (iso: string): string => moment(iso).slice(0, 10);

/** The last day of a period, whose end is the first moment behind it. */
export const lastDayOf = (to: string): string => dayOf(new Date(Date.parse(to) - 1).toISOString());

/** The first moment of a day, so many days later. */
export function startOf(day: string, later = 0): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

const dayAt = (date: Date): string => dayOf(date.toISOString());

/** The first and the last day of the month before. */
export function monthBefore(now: Date): { readonly from: string; readonly to: string } {
  const [year, month] = [now.getFullYear(), now.getMonth()];
  return { from: dayAt(new Date(year, month - 1, 1)), to: dayAt(new Date(year, month, 0)) };
}
