import { dateText, dayNumber } from "./day.ts";
import type { CountedMoment, WorkCalendar } from "./work-calendar.ts";

/** A time in which the clock of a deadline stands still, in milliseconds since 1970; `to` is not in it. */
export interface Pause {
  readonly from: number;
  /** Undefined: it still stands still. */
  readonly to?: number | undefined;
}

/**
 * The last moment of a deadline whose clock can be stopped: of the n-th working day (n >= 1) on which it ran from 0:00 to
 * 24:00. As with its beginning, the days on which it is stopped and goes on do not count. Undefined while it stands still,
 * where it was not over before, and for an n that counts nothing.
 */
export function dueWithPauses(
  calendar: WorkCalendar,
  start: number,
  n: number,
  pauses: readonly Pause[],
): CountedMoment | undefined {
  if (n < 1) return undefined;
  let [cursor, left] = [calendar.dayOf(start), n];
  const first = cursor;
  for (const [from, to] of stoppedDays(calendar, pauses)) {
    if (to !== undefined && to <= cursor) continue;
    const before = dayBefore(from);
    const ran = before > cursor ? calendar.workingDaysBetween(cursor, before) : 0;
    if (ran >= left) break;
    if (to === undefined) return undefined;
    left -= ran;
    cursor = to;
  }
  const due = calendar.addDays(cursor, left);
  const end = due && calendar.endOf(due.day);
  if (due === undefined || end === undefined) return undefined;
  return { ...end, unannounced: calendar.unannounced(first, due.day) };
}

/** The days on which the clock stood still for some time, first and last, in order. */
function stoppedDays(
  calendar: WorkCalendar,
  pauses: readonly Pause[],
): readonly (readonly [string, string | undefined])[] {
  return pauses
    .filter(({ from, to }) => to === undefined || to > from)
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => [calendar.dayOf(from), to === undefined ? undefined : calendar.dayOf(to - 1)]);
}

const dayBefore = (day: string): string => dateText((dayNumber(day) ?? 0) - 1);
