/** A calendar day as text, `2026-11-30`, or one with a time, `2026-11-30T18:00`: what the fields of the browser have as their value. */
export type DayText = string;

const two = (value: number): string => String(value).padStart(2, "0");
const form =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:(?:T|\s+)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/u;

/** What somebody has typed as a day, or as a day with a time; undefined where it is neither. */
export function readDay(text: string, withTime: boolean): DayText | undefined {
  const [, year = "", month = "", day = "", hour, minute] = form.exec(text.trim()) ?? [];
  const date = dateOf(`${year}-${two(Number(month))}-${two(Number(day))}`);
  if (date === undefined || date.getUTCDate() !== Number(day)) return undefined;
  if (!withTime) return hour === undefined ? dayOf(date) : undefined;
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${dayOf(date)}T${two(Number(hour))}:${minute}`;
}

/** As the console writes days and moments. */
export const shownDay = (day: DayText): string => day.replace("T", " ");

/** A day for counting; it has no place on earth. */
export function dateOf(day: DayText): Date | undefined {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The other way round. */
export const dayOf = (date: Date): DayText => date.toISOString().slice(0, 10);

/** So many days and months later; a day that the month does not have is its last. */
export function moved(day: DayText, { days = 0, months = 0 }): DayText {
  const from = dateOf(day) ?? new Date(0);
  const [year, month] = [from.getUTCFullYear(), from.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month, Math.min(from.getUTCDate(), last) + days)));
}

/** The weeks of the month of a day, each from Monday on. */
export function weeksOf(day: DayText): readonly (readonly DayText[])[] {
  const first = `${day.slice(0, 7)}-01`;
  const offset = ((dateOf(first)?.getUTCDay() ?? 1) + 6) % 7;
  const weeks = Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (__, place) => moved(first, { days: week * 7 + place - offset })),
  );
  return weeks.filter((week) => week.some((one) => one.startsWith(day.slice(0, 7))));
}
