import type { WorkCalendar } from "@probity/engine/calendar";
import type { Transaction } from "../store/index.ts";
import { armTimers, type NewTimer, type TimerHandler, type TimerHandlers } from "../timers/index.ts";
import type { Calendars } from "./calendars.ts";

/** Stores what was counted by calendars, such as when something is due, and counts it again when they change. */
export interface CalendarFollower {
  /** Goes into the names of timers. */
  readonly name: string;
  /**
   * Counts a bounded number of rows again that were counted by an older version of the calendar, of whose days one was
   * changed since ({@link staleSql}). Returns whether there may be more. In a transaction that fires timers: rows that
   * others hold are skipped and count as more.
   */
  recount(transaction: Transaction, calendar: WorkCalendar, now: Date): Promise<boolean>;
}

const kind = "calendar.changed";

/**
 * Condition for rows `d` with the columns `calendar` and `calendar_version`: whether a day from one moment to another
 * (SQL of type timestamptz) was changed since they were counted. May hold for a day too many on both sides.
 */
export const staleSql = (from: string, to: string): string =>
  `exists (select 1 from calendar_change c where c.calendar = d.calendar and c.version > d.calendar_version
    and c.first_day <= to_char(${to} at time zone 'UTC' + interval '1 day', 'YYYY-MM-DD')
    and c.last_day >= to_char(${from} at time zone 'UTC' - interval '1 day', 'YYYY-MM-DD'))`;

const timerOf = (name: string, calendar: string, dueAt: Date): NewTimer => ({
  kind,
  key: `${name}\n${calendar}`,
  dueAt,
  payload: {},
});

/** With the transaction that changes calendars: everybody counts again who follows them. */
export async function tellFollowers(
  transaction: Transaction,
  { followers }: Pick<Calendars, "followers">,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await armTimers(
    transaction,
    ids.flatMap((id) => [...followers.keys()].map((name) => timerOf(name, id, now))),
  );
}

const againMs = 1_000;

/** What these timers do: one bounded piece of work, and again until nothing is left. */
export function calendarHandlers(calendars: Calendars): TimerHandlers {
  const handle: TimerHandler = async (transaction, timers, now) => {
    for (const { key } of timers) {
      const [name = "", id = ""] = key.split("\n");
      const follower = calendars.followers.get(name);
      if (follower === undefined) throw new Error(`nobody follows calendars as ${name}`);
      // oxlint-disable-next-line no-await-in-loop -- one connection
      const calendar = await calendars.read(transaction, id);
      // oxlint-disable-next-line no-await-in-loop
      const more = await follower.recount(transaction, calendar, now);
      // oxlint-disable-next-line no-await-in-loop
      if (more) await armTimers(transaction, [timerOf(name, id, new Date(now.getTime() + againMs))]);
    }
  };
  return new Map([[kind, handle]]);
}
