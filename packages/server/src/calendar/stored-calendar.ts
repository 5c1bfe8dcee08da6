import { type CalendarDay, type LocalizedText, ProbityError, type WorkingTime } from "@probity/contracts";
import type { Store } from "../store/index.ts";

/** How a day is stored: `inherited` was taken back, and is as the parent has it. */
export type StoredKind = CalendarDay["kind"] | "inherited";

/** A day of one calendar, as it is stored. */
export interface StoredDay {
  readonly date: string;
  readonly kind: StoredKind;
  readonly names: LocalizedText | null;
  readonly source: string | null;
  readonly changedAt: string;
  readonly changedBy: string;
}

/** A year of one calendar, as it is stored. */
export interface StoredYear {
  readonly year: number;
  readonly announced: boolean;
  readonly source: string;
  readonly changedBy: string;
}

/** What a calendar says of itself; null: as its parent has it. */
export interface Definition {
  readonly names: LocalizedText;
  readonly parent: string | null;
  readonly timeZone: string | null;
  readonly week: readonly number[] | null;
  readonly workingTime: WorkingTime | null;
}

/** One calendar as it is stored, without what it has from its parent. */
export interface StoredCalendar extends Definition {
  readonly id: string;
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly days: readonly StoredDay[];
  readonly years: readonly StoredYear[];
}

/** Calendars are made from each other at most so deep. */
export const mostParents = 8;

/** A calendar and those it is made from, itself first. Throws `PROBITY_E_NOT_FOUND`. */
export async function readChain(
  db: Store["db"],
  id: string,
): Promise<readonly [StoredCalendar, ...StoredCalendar[]]> {
  const first = await readOne(db, id);
  if (first === undefined) throw new ProbityError("PROBITY_E_NOT_FOUND", `no calendar ${id}`);
  const chain: [StoredCalendar, ...StoredCalendar[]] = [first];
  for (let last = first; last.parent !== null && chain.length <= mostParents;) {
    // oxlint-disable-next-line no-await-in-loop -- each names the next
    const next = await readOne(db, last.parent);
    if (next === undefined) break;
    chain.push((last = next));
  }
  return chain;
}

async function readOne(db: Store["db"], id: string): Promise<StoredCalendar | undefined> {
  const row = await db.selectFrom("work_calendar").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const days = await db
    .selectFrom("calendar_day")
    .selectAll()
    .where("calendar", "=", id)
    .orderBy("day")
    .execute();
  const years = await db
    .selectFrom("calendar_year")
    .selectAll()
    .where("calendar", "=", id)
    .orderBy("year")
    .execute();
  return {
    id,
    parent: row.parent,
    // All of it was written by writeDefinition and writeDays.
    names: JSON.parse(row.names) as LocalizedText,
    timeZone: row.time_zone,
    week: row.week === null ? null : Array.from(row.week, Number),
    workingTime: row.working_time === null ? null : (JSON.parse(row.working_time) as WorkingTime),
    version: row.version,
    changedAt: row.changed_at.toISOString(),
    changedBy: row.changed_by,
    days: days.map((day) => ({
      date: day.day,
      kind: day.kind,
      names: day.names === null ? null : (JSON.parse(day.names) as LocalizedText),
      source: day.source,
      changedAt: day.changed_at.toISOString(),
      changedBy: day.changed_by,
    })),
    years: years.map(({ year, announced, source, changed_by: changedBy }) => ({
      year,
      announced,
      source,
      changedBy,
    })),
  };
}
