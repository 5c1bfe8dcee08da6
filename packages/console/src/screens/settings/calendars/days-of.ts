import type { Calendar } from "./calendars.tsx";

/** A day as it stands in a calendar. */
export type SpecialDay = Calendar["days"][number];

/** What a day is: as its week has it, or what somebody said it is. */
export interface ShownDay {
  /** `2026-10-01`. */
  readonly date: string;
  readonly number: number;
  /** Monday is 1. */
  readonly weekday: number;
  readonly isWorking: boolean;
  readonly special: SpecialDay | undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** One day of a calendar. */
export function dayIn({ week, days }: Calendar, date: string): ShownDay {
  const special = days.find((day) => day.date === date);
  const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  const isWorking = special?.kind === "workday" || (special?.kind !== "holiday" && week.includes(weekday));
  return { date, number: Number(date.slice(8)), weekday, isWorking, special };
}

/** The days of a month, 1 to 12. */
export function daysOfMonth(calendar: Calendar, year: number, month: number): readonly ShownDay[] {
  const { length } = { length: new Date(Date.UTC(year, month, 0)).getUTCDate() };
  return Array.from({ length }, (_, place) => dayIn(calendar, `${year}-${two(month)}-${two(place + 1)}`));
}

/** The day so many days later; undefined outside the year. */
export function dayBeside(date: string, by: number): string | undefined {
  const other = new Date(Date.parse(`${date}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
  return other.slice(0, 4) === date.slice(0, 4) ? other : undefined;
}
