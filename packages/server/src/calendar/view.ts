import type { CalendarDay, LocalizedText, WorkingTime } from "@probity/contracts";
import type { Store } from "../store/index.ts";
import { effectiveCalendar, type EffectiveDay, effectiveDays, effectiveYears } from "./effective.ts";
import { readChain, type StoredCalendar } from "./stored-calendar.ts";

/** A calendar as a person sees it, with what it has from its parent. */
export interface CalendarView {
  readonly id: string;
  readonly names: LocalizedText;
  readonly parent: string | null;
  readonly timeZone: string;
  /** Weekdays on which people work; Monday is 1. */
  readonly week: readonly number[];
  readonly workingTime: WorkingTime;
  /** Years whose days are announced, and by what. */
  readonly years: readonly { readonly year: number; readonly source: string }[];
  /** Results say it. */
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** A day as a person sees it. */
export interface DayView {
  readonly date: string;
  readonly kind: CalendarDay["kind"];
  readonly names: LocalizedText | null;
  readonly source: string | null;
  /** The calendar that says it: this one, or one that it is made from. */
  readonly calendar: string;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** Every calendar, by id. */
export async function listCalendars(db: Store["db"]): Promise<readonly CalendarView[]> {
  const ids = await db.selectFrom("work_calendar").select("id").orderBy("id").limit(500).execute();
  const views: CalendarView[] = [];
  // oxlint-disable-next-line no-await-in-loop -- few, and the embedded database answers one after the other
  for (const { id } of ids) views.push(viewOf(await readChain(db, id)));
  return views;
}

/** One calendar with its days; of one year where it is given. Throws `PROBITY_E_NOT_FOUND`. */
export async function showCalendar(
  db: Store["db"],
  id: string,
  year: number | undefined,
): Promise<CalendarView & { readonly announced: boolean | null; readonly days: readonly DayView[] }> {
  const chain = await readChain(db, id);
  const isAnnounced = effectiveYears(chain).some((one) => one.year === year);
  return {
    ...viewOf(chain),
    announced: year === undefined ? null : isAnnounced,
    days: daysIn(chain, year).map((day) => dayView(day)),
  };
}

/** Days as they hold in a calendar, of one year or of all. */
export const daysIn = (chain: readonly StoredCalendar[], year: number | undefined): readonly EffectiveDay[] =>
  effectiveDays(chain).filter(({ date }) => year === undefined || date.startsWith(`${year}-`));

const dayView = ({ date, kind, names, source, calendar, changedAt, changedBy }: EffectiveDay): DayView => ({
  date,
  kind,
  names,
  source,
  calendar,
  changedAt,
  changedBy,
});

function viewOf(chain: readonly [StoredCalendar, ...StoredCalendar[]]): CalendarView {
  const [{ id, parent, version, changedAt, changedBy }] = chain;
  const { names, timeZone, week, workingTime, years } = effectiveCalendar(chain);
  return { id, names, parent, timeZone, week, workingTime, years, version, changedAt, changedBy };
}
