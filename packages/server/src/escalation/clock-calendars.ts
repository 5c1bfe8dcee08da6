import type { WorkCalendar } from "@probity/engine/calendar";
import type { ClockRow } from "./clock.ts";

/** The calendar by which a clock is counted. */
export type CalendarOf = (clock: Pick<ClockRow, "calendar">) => WorkCalendar;

/** Reads the calendars of clocks by `get`, each once, in one order for everybody. */
export async function calendarsOf(
  get: (id: string) => Promise<WorkCalendar>,
  clocks: readonly Pick<ClockRow, "calendar">[],
): Promise<CalendarOf> {
  const found = new Map<string, WorkCalendar>();
  for (const id of [...new Set(clocks.map(({ calendar }) => calendar))].toSorted())
    // oxlint-disable-next-line no-await-in-loop -- one connection
    found.set(id, await get(id));
  return ({ calendar }) => {
    const known = found.get(calendar);
    if (known === undefined) throw new Error(`the calendar ${calendar} was not read`);
    return known;
  };
}
