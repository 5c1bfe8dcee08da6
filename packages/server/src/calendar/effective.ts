import type { CalendarData, CalendarDay } from "@probity/contracts";
import type { StoredCalendar, StoredDay } from "./stored-calendar.ts";

/** A day as it holds, and whose it is. */
export interface EffectiveDay extends StoredDay {
  readonly kind: CalendarDay["kind"];
  /** Id of the calendar that says it. */
  readonly calendar: string;
}

/** Days as they hold in the first of a chain of calendars, by date: what a calendar says itself goes before its parent's. */
export function effectiveDays(chain: readonly StoredCalendar[]): readonly EffectiveDay[] {
  const days = new Map<string, EffectiveDay>();
  for (const { id, days: own } of chain)
    for (const day of own) {
      const { kind } = day;
      if (kind !== "inherited" && !days.has(day.date)) days.set(day.date, { ...day, kind, calendar: id });
    }
  return [...days.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

/** Years whose days are announced in the first of a chain of calendars, or in what it is made from. */
export function effectiveYears(chain: readonly StoredCalendar[]): CalendarData["years"] {
  const years = new Map<number, { readonly announced: boolean; readonly source: string }>();
  for (const { years: own } of chain)
    for (const one of own) if (!years.has(one.year)) years.set(one.year, one);
  return [...years]
    .flatMap(([year, { announced, source }]) => (announced ? [{ year, source }] : []))
    .toSorted((a, b) => a.year - b.year);
}

const defaultWeek = [1, 2, 3, 4, 5];
const defaultTime = [{ from: "08:30", to: "17:30" }];

/** A calendar whole, with what it has from those it is made from. */
export function effectiveCalendar(chain: readonly [StoredCalendar, ...StoredCalendar[]]): CalendarData {
  const [{ id, names }] = chain;
  const first = <T>(read: (one: StoredCalendar) => T | null): T | undefined => {
    for (const one of chain) {
      const value = read(one);
      if (value !== null) return value;
    }
    return undefined;
  };
  return {
    id,
    names,
    timeZone: first(({ timeZone }) => timeZone) ?? "Asia/Shanghai",
    week: [...(first(({ week }) => week) ?? defaultWeek)],
    workingTime: [...(first(({ workingTime }) => workingTime) ?? defaultTime)],
    years: effectiveYears(chain),
    days: effectiveDays(chain).map(({ date, kind }) => ({ date, kind })),
  };
}
