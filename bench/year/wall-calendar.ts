import type { CalendarData } from "@probity/contracts";

const dayMs = 86_400_000;
/** Of Asia/Shanghai. */
const offsetMs = 8 * 3_600_000;

/** Counts days as a person does on a wall calendar. */
export interface WallCalendar {
  /** The last moment of the working day that is so many after that of a moment. */
  after(from: number, count: number): number;
  /** The first moment of the working day that is so many before that of a moment. */
  before(from: number, count: number): number;
}

/** Day after day, in the time of Shanghai: nothing of the product's arithmetic is in it. */
export function wallCalendar({ days, week }: CalendarData): WallCalendar {
  const special = new Map(days.map(({ date, kind }) => [date, kind]));
  const works = (day: number): boolean => {
    const date = new Date(day * dayMs).toISOString().slice(0, 10);
    const kind = special.get(date);
    if (kind === "holiday") return false;
    if (kind === "workday") return true;
    return week.some((one) => one === (new Date(`${date}T00:00:00Z`).getUTCDay() || 7));
  };
  const walk = (from: number, count: number, step: 1 | -1): number => {
    let day = Math.floor((from + offsetMs) / dayMs);
    for (let left = count; left > 0;) {
      day += step;
      if (works(day)) left -= 1;
    }
    return day * dayMs - offsetMs;
  };
  return {
    after: (from, count) => walk(from, count, 1) + dayMs - 1,
    before: (from, count) => walk(from, count, -1),
  };
}
