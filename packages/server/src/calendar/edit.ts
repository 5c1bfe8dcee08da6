import type { LocalizedText } from "@probity/contracts";
import type { Statement, Transaction } from "../store/index.ts";
import { checkDefinition } from "./check-definition.ts";
import {
  type Definition,
  readChain,
  type StoredCalendar,
  type StoredDay,
  type StoredKind,
} from "./stored-calendar.ts";

/** A day as it is to be. */
export interface DayEdit {
  readonly date: string;
  readonly kind: StoredKind;
  readonly names?: LocalizedText | undefined;
  readonly source?: string | undefined;
}

/** A year as it is to be: whether its days are announced, and by what. */
export interface YearEdit {
  readonly year: number;
  readonly announced: boolean;
  readonly source: string;
}

/** What is to be otherwise in one calendar. */
export interface CalendarEdit {
  readonly id: string;
  /** Of a new calendar, or in place of the old. */
  readonly definition?: Definition | undefined;
  readonly days?: readonly DayEdit[] | undefined;
  readonly years?: readonly YearEdit[] | undefined;
}

/** A day that is otherwise now. */
export interface ChangedDay {
  readonly date: string;
  readonly kind: StoredKind;
  readonly before: StoredKind;
}

/** What an edit changed. */
export interface EditResult {
  /** Nothing: everything was so already. */
  readonly isChanged: boolean;
  readonly isNew: boolean;
  readonly isDefinition: boolean;
  readonly version: number;
  readonly days: readonly ChangedDay[];
  readonly years: readonly number[];
  /** It and those made from it: all have a new version. */
  readonly affected: readonly string[];
}

/** Changes come one after the other; whoever holds a calendar is waited for when its row is written. */
const lockAll: Statement = {
  name: "calendar-lock",
  text: "lock table work_calendar in share row exclusive mode",
};

const family: Statement = {
  name: "calendar-family",
  text: `with recursive made(id, depth) as (
      select $1::text collate "C", 0
      union
      select w.id, m.depth + 1 from work_calendar w join made m on w.parent = m.id where m.depth < 16
    ) select distinct id from made order by id`,
};

const bump: Statement = {
  name: "calendar-bump",
  text: `with raised as (
      update work_calendar set version = version + 1, changed_at = $2::timestamptz, changed_by = $3::text
      where id in (select value from json_array_elements_text($1::json)) returning id, version
    )
    insert into calendar_change (calendar, version, first_day, last_day, changed_at, changed_by)
    select id, version, $4::text, $5::text, $2::timestamptz, $3::text from raised returning calendar, version`,
};

/** Makes a calendar as an edit wants it, in the caller's transaction. Throws `PROBITY_E_CALENDAR`, `PROBITY_E_NOT_FOUND`. */
export async function applyEdit(
  transaction: Transaction,
  edit: CalendarEdit,
  by: string,
  now: Date,
): Promise<EditResult> {
  await transaction.run(lockAll, []);
  const at = now.toISOString();
  const isNew = await addNew(transaction, edit, by, at);
  const [stored] = await readChain(transaction.db, edit.id);
  const isDefinition = !isNew && (await writeDefinition(transaction, stored, edit.definition));
  const days = await writeDays(transaction, stored, edit.days ?? [], { by, at });
  const years = await writeYears(transaction, stored, edit.years ?? [], { by, at });
  const isChanged = isNew || isDefinition || days.length + years.length > 0;
  if (!isChanged)
    return { isChanged, isNew, isDefinition, version: stored.version, days, years, affected: [] };
  const found = await transaction.run<{ readonly id: string }>(family, [edit.id]);
  const affected = found.map(({ id }) => id);
  const range = isNew || isDefinition ? everything : rangeOf(days, years);
  const raised = await transaction.run<{ readonly calendar: string; readonly version: number }>(bump, [
    JSON.stringify(affected),
    at,
    by,
    ...range,
  ]);
  const version = raised.find(({ calendar }) => calendar === edit.id)?.version ?? stored.version;
  return { isChanged, isNew, isDefinition, version, days, years, affected };
}

const everything = ["0001-01-01", "9999-12-31"] as const;

function rangeOf(days: readonly ChangedDay[], years: readonly number[]): readonly [string, string] {
  const dates = [
    ...days.map(({ date }) => date),
    ...years.flatMap((year) => [`${year}-01-01`, `${year}-12-31`]),
  ].toSorted();
  return [dates[0] ?? everything[0], dates.at(-1) ?? everything[1]];
}

interface Who {
  readonly by: string;
  readonly at: string;
}

async function addNew(
  transaction: Transaction,
  { id, definition }: CalendarEdit,
  by: string,
  at: string,
): Promise<boolean> {
  if (definition === undefined) return false;
  await checkDefinition(transaction, id, definition);
  const { numInsertedOrUpdatedRows } = await transaction.db
    .insertInto("work_calendar")
    .values({ id, ...columnsOf(definition), version: 0, changed_at: at, changed_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const columnsOf = ({ parent, names, timeZone, week, workingTime }: Definition): DefinitionColumns => ({
  parent,
  names: textOf(names) ?? "",
  time_zone: timeZone,
  week: week === null ? null : week.toSorted((a, b) => a - b).join(""),
  working_time:
    workingTime === null ? null : JSON.stringify(workingTime.map(({ from, to }) => ({ from, to }))),
});

interface DefinitionColumns {
  readonly parent: string | null;
  readonly names: string;
  readonly time_zone: string | null;
  readonly week: string | null;
  readonly working_time: string | null;
}

async function writeDefinition(
  { db }: Transaction,
  stored: StoredCalendar,
  definition: Definition | undefined,
): Promise<boolean> {
  if (definition === undefined) return false;
  const columns = columnsOf(definition);
  if (JSON.stringify(columns) === JSON.stringify(columnsOf(stored))) return false;
  await db.updateTable("work_calendar").set(columns).where("id", "=", stored.id).execute();
  return true;
}

async function writeDays(
  { db }: Transaction,
  { id, days: stored }: StoredCalendar,
  days: readonly DayEdit[],
  { by, at }: Who,
): Promise<readonly ChangedDay[]> {
  const known = new Map(stored.map((day) => [day.date, day]));
  const changed = days.filter((day) => {
    const before = known.get(day.date);
    return before === undefined ? day.kind !== "inherited" : wordsOf(day) !== wordsOf(before);
  });
  if (changed.length === 0) return [];
  await db
    .insertInto("calendar_day")
    .values(
      changed.map(({ date, kind, names, source }) => ({
        calendar: id,
        day: date,
        kind,
        names: textOf(names),
        source: source ?? null,
        changed_at: at,
        changed_by: by,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["calendar", "day"]).doUpdateSet((eb) => ({
        kind: eb.ref("excluded.kind"),
        names: eb.ref("excluded.names"),
        source: eb.ref("excluded.source"),
        changed_at: eb.ref("excluded.changed_at"),
        changed_by: eb.ref("excluded.changed_by"),
      })),
    )
    .execute();
  return changed.map(({ date, kind }) => ({ date, kind, before: known.get(date)?.kind ?? "inherited" }));
}

const textOf = (names: LocalizedText | null | undefined): string | null =>
  names ? JSON.stringify({ "zh-CN": names["zh-CN"], en: names.en }) : null;

/** All that is said of a day. */
const wordsOf = ({ kind, names, source }: Pick<StoredDay, "kind"> & Partial<DayWords>): string =>
  JSON.stringify([kind, textOf(names), source ?? null]);

interface DayWords {
  readonly names: LocalizedText | null | undefined;
  readonly source: string | null | undefined;
}

async function writeYears(
  { db }: Transaction,
  { id, years: stored }: StoredCalendar,
  years: readonly YearEdit[],
  { by, at }: Who,
): Promise<readonly number[]> {
  const known = new Map(stored.map((one) => [one.year, one]));
  const changed = years.filter(({ year, announced, source }) => {
    const before = known.get(year);
    return before === undefined ? announced : before.announced !== announced || before.source !== source;
  });
  for (const { year, announced, source } of changed) {
    const row = { announced, source, changed_at: at, changed_by: by };
    // oxlint-disable-next-line no-await-in-loop -- one connection, and few years
    await db
      .insertInto("calendar_year")
      .values({ calendar: id, year, ...row })
      .onConflict((conflict) => conflict.columns(["calendar", "year"]).doUpdateSet(row))
      .execute();
  }
  return changed.map(({ year }) => year);
}
