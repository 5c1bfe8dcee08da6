import { type CalendarData, ProbityError, type WorkingTime } from "@probity/contracts";
import { isZone, zoneOffset } from "../edge/zone.ts";
import { dateText, dayMs, dayNumber, yearOf } from "./day.ts";
import { dayStart, localDay } from "./day-start.ts";
import { dayCount, type DayCount } from "./year-tables.ts";

/** A day that was counted. */
export interface CountedDay {
  /** Such as `2026-05-01`. */
  readonly day: string;
  /** Years that were counted through and whose days are not announced: with any of them the day is provisional. */
  readonly unannounced: readonly number[];
}

/** A moment that was counted, in milliseconds since 1970. */
export interface CountedMoment extends CountedDay {
  readonly at: number;
}

/** A calendar to count with. Days are texts such as `2026-05-01` of its time zone, moments are milliseconds since 1970. */
export interface WorkCalendar {
  readonly id: string;
  /** Of what it was made of: says what a result was counted by. */
  readonly version: number;
  readonly timeZone: string;
  isWorkingDay(day: string): boolean;
  isWorkingTime(at: number): boolean;
  /** The day of a moment. */
  dayOf(at: number): string;
  /**
   * The n-th working day after a day, which itself does not count; before it where n is negative; the day itself for 0.
   * Undefined for what is no date, and beyond 400 years.
   */
  addDays(day: string, n: number): CountedDay | undefined;
  /** Working days after `from`, up to and with `to`; negative where `to` lies before. Throws `PROBITY_E_CALENDAR` for what is no date. */
  workingDaysBetween(from: string, to: string): number;
  /** Which years of the days after `from`, up to and with `to`, have no announced days; the other way round alike. */
  unannounced(from: string, to: string): readonly number[];
  /**
   * The last moment of the n-th working day after the day of `at` (24:00 less a millisecond); where n is negative the
   * first moment of the n-th before: from there a deadline is warned of. `rollForward` moves what is counted to a day on
   * which nobody works, as 0 may, to the next working day.
   */
  addWorkingDays(at: number, n: number, options?: CountOptions): CountedMoment | undefined;
  /** The last moment of a day; of the next working day, where nobody works on it and `rollForward` is set. */
  endOf(day: string, options?: CountOptions): CountedMoment | undefined;
}

/** How to count. */
export interface CountOptions {
  /** @defaultValue false */
  readonly rollForward?: boolean | undefined;
}

/** Refuses a calendar that cannot be counted by. */
const badCalendar = (message: string): ProbityError => new ProbityError("PROBITY_E_CALENDAR", message);

/** Makes a calendar of its data. Throws `PROBITY_E_CALENDAR` for a time zone or a date that is none. */
export function compileCalendar(data: CalendarData, version = 0): WorkCalendar {
  const { id, timeZone, week } = data;
  if (!isZone(timeZone)) throw badCalendar(`${id}: ${timeZone} is no time zone`);
  const weekdays = new Set(week);
  const days = new Map<number, boolean>();
  for (const { date, kind } of data.days)
    if (kind !== "regular") days.set(numberOf(date), kind === "workday");
  const count = dayCount({ week: weekdays, days });
  const announced = new Set(data.years.map(({ year }) => year));
  const unannounced = (from: number, to: number): readonly number[] =>
    yearsBetween(from, to).filter((year) => !announced.has(year));
  const counted = (from: number, to: number): CountedDay => ({
    day: dateText(to),
    unannounced: unannounced(from, to),
  });
  const hours = data.workingTime.map(hoursOf);
  return {
    id,
    version,
    timeZone,
    ...momentsOf({ zone: timeZone, count, counted }),
    unannounced: (from, to) => unannounced(numberOf(from), numberOf(to)),
    isWorkingDay: (day) => count.isWorking(numberOf(day)),
    isWorkingTime: (at) => {
      const local = at + (zoneOffset(timeZone, at) ?? 0);
      const ms = local - Math.floor(local / dayMs) * dayMs;
      return (
        count.isWorking(Math.floor(local / dayMs)) && hours.some(({ from, to }) => ms >= from && ms < to)
      );
    },
    dayOf: (at) => dateText(localDay(at, timeZone)),
    addDays: (day, n) => {
      const from = dayNumber(day);
      const to = from === undefined ? undefined : stepped(count, from, n);
      return from === undefined || to === undefined ? undefined : counted(from, to);
    },
    workingDaysBetween: (from, to) => {
      const [a, b] = [numberOf(from), numberOf(to)];
      return b >= a ? count.between(a, b) : -count.between(b, a);
    },
  };
}

interface Counting {
  readonly zone: string;
  readonly count: DayCount;
  readonly counted: (from: number, to: number) => CountedDay;
}

function momentsOf({ zone, count, counted }: Counting): Pick<WorkCalendar, "addWorkingDays" | "endOf"> {
  const starts = new Map<number, number>();
  const startOf = (day: number): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const made = dayStart(day, zone);
    if (starts.size >= mostStarts) starts.clear();
    starts.set(day, made);
    return made;
  };
  const endOf = (from: number, day: number, rollForward: boolean): CountedMoment | undefined => {
    const to = rollForward && !count.isWorking(day) ? stepped(count, day, 1) : day;
    return to === undefined ? undefined : { ...counted(from, to), at: startOf(to + 1) - 1 };
  };
  return {
    endOf: (day, { rollForward = false } = {}) => {
      const number = dayNumber(day);
      return number === undefined ? undefined : endOf(number, number, rollForward);
    },
    addWorkingDays: (at, n, { rollForward = false } = {}) => {
      const from = localDay(at, zone);
      const to = stepped(count, from, n);
      if (to === undefined) return undefined;
      return n < 0 ? { ...counted(from, to), at: startOf(to) } : endOf(from, to, rollForward);
    },
  };
}

const mostStarts = 4_096;
const mostSteps = 36_600;
const lastDay = dayNumber("9999-12-30") ?? 0;
const firstDay = dayNumber("0001-01-02") ?? 0;

/** Undefined as well for numbers that count nothing, and outside of the years that have four digits. */
function stepped(count: DayCount, from: number, n: number): number | undefined {
  if (!Number.isInteger(n) || Math.abs(n) > mostSteps || !inRange(from)) return undefined;
  const to = count.step(from, n);
  return to !== undefined && inRange(to) ? to : undefined;
}

const inRange = (day: number): boolean => day >= firstDay && day <= lastDay;

/** The years of the days that were counted; the day from which it was counted is none of them. */
function yearsBetween(from: number, to: number): readonly number[] {
  if (from === to) return [];
  const [first, last] = from < to ? [yearOf(from + 1), yearOf(to)] : [yearOf(to), yearOf(from - 1)];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function numberOf(date: string): number {
  const day = dayNumber(date);
  if (day === undefined) throw badCalendar(`${date.slice(0, 40)} is no date`);
  return day;
}

function hoursOf({ from, to }: WorkingTime[number]): { readonly from: number; readonly to: number } {
  const read = { from: timeOf(from), to: timeOf(to) };
  if (!(read.from < read.to && read.to <= dayMs)) throw badCalendar(`${from} to ${to} is no working time`);
  return read;
}

function timeOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
