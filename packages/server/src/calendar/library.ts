import type { CalendarData } from "@probity/contracts";
import type { Context } from "../context.ts";
import {
  loggingTransaction,
  ownSource,
  type ProvableLog,
  type ServerEvent,
  unlessRaced,
} from "../log/index.ts";
import { libraryId } from "../people/index.ts";
import { changedEvent } from "./change.ts";
import { applyEdit, type CalendarEdit } from "./edit.ts";
import { tellFollowers } from "./followers.ts";
import { type Definition, readChain, type StoredCalendar } from "./stored-calendar.ts";

/** What bringing calendars works with. */
export type LibraryOptions = Pick<Context, "store" | "clock" | "calendars"> & {
  readonly log: Pick<ProvableLog, "logServerEvents">;
};

/**
 * Stores the calendars that the product brings. New ones are there at once; days and years that a later version adds or
 * corrects are taken over and logged, but for those that somebody here has changed. `mayLog`: without it nothing that is
 * there is changed. Returns the ids of what was changed or added.
 */
export async function storeCalendars(
  { store, log, clock, calendars }: LibraryOptions,
  brought: readonly CalendarData[],
  mayLog: boolean,
): Promise<readonly string[]> {
  return await unlessRaced(() =>
    loggingTransaction(store, async (transaction) => {
      const now = new Date(clock());
      const rows = await transaction.db.selectFrom("work_calendar").select("id").execute();
      const known = new Set(rows.map(({ id }) => id));
      const [changed, events]: [string[], ServerEvent[]] = [[], []];
      for (const data of brought) {
        const isKnown = known.has(data.id);
        if (isKnown && !mayLog) continue;
        // oxlint-disable-next-line no-await-in-loop -- one connection
        const edit = isKnown ? newsOf(data, (await readChain(transaction.db, data.id))[0]) : wholeOf(data);
        // oxlint-disable-next-line no-await-in-loop
        const result = await applyEdit(transaction, edit, libraryId, now);
        if (!result.isChanged) continue;
        changed.push(data.id);
        // oxlint-disable-next-line no-await-in-loop
        await tellFollowers(transaction, calendars, result.affected, now);
        if (!result.isNew) events.push(changedEvent(data.id, result, { by: libraryId, change: "library" }));
      }
      if (events.length > 0) await log.logServerEvents(transaction, ownSource, events);
      return changed;
    }),
  );
}

function wholeOf(data: CalendarData): CalendarEdit {
  const { id, names, timeZone, week, workingTime } = data;
  const definition: Definition = { names, parent: null, timeZone, week, workingTime };
  return { id, definition, days: daysOf(data), years: yearsOf(data) };
}

const yearsOf = ({ years }: CalendarData): NonNullable<CalendarEdit["years"]> =>
  years.map(({ year, source }) => ({ year, announced: true, source }));

/** The source of a day is the notice of its year. */
const daysOf = ({ days, years }: CalendarData): NonNullable<CalendarEdit["days"]> =>
  days.map(({ date, kind, names, source }) => ({
    date,
    kind,
    names,
    source: source ?? years.find(({ year }) => date.startsWith(`${year}-`))?.source,
  }));

/** What the product brings otherwise than it did; what somebody changed here is theirs. */
function newsOf(data: CalendarData, stored: StoredCalendar): CalendarEdit {
  const theirs = new Set(
    stored.days.flatMap(({ date, changedBy }) => (changedBy === libraryId ? [] : [date])),
  );
  const theirYears = new Set(
    stored.years.flatMap(({ year, changedBy }) => (changedBy === libraryId ? [] : [year])),
  );
  const brought = new Set(data.days.map(({ date }) => date));
  const gone = stored.days
    .filter(({ date, kind }) => !brought.has(date) && kind !== "inherited")
    .map(({ date }) => ({ date, kind: "inherited" as const }));
  return {
    id: data.id,
    days: [...daysOf(data), ...gone].filter(({ date }) => !theirs.has(date)),
    years: yearsOf(data).filter(({ year }) => !theirYears.has(year)),
  };
}
