import { compileCalendar } from "@probity/engine/calendar";
import { describe, expect, test } from "vitest";
import { builtinCalendars, defaultCalendarId } from "../src/index.ts";

const data = builtinCalendars().find(({ id }) => id === defaultCalendarId);
if (data === undefined) throw new Error("no calendar");
const china = compileCalendar(data);
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

describe("CA-2: the calendar of China", () => {
  test("has the number of working days that the notices leave", () => {
    // 366 or 365 days, less the weekends, less the holidays on weekdays, with the make-up days on weekends.
    expect(china.workingDaysBetween("2023-12-31", "2024-12-31")).toBe(251);
    expect(china.workingDaysBetween("2024-12-31", "2025-12-31")).toBe(248);
    expect(china.workingDaysBetween("2025-12-31", "2026-12-31")).toBe(248);
    expect(data.years.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    for (const { source } of data.years) expect(source).toMatch(/国办发明电〔20\d\d〕\d+号/);
  });

  test("says only what differs from the week or belongs to a holiday, in order and once", () => {
    const dates = data.days.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
    for (const { date, kind } of data.days)
      if (kind === "workday") expect([0, 6], date).toContain(weekday(date));
    const years = new Set(dates.map((date) => Number(date.slice(0, 4))));
    expect([...years]).toEqual(data.years.map(({ year }) => year));
  });

  test.each([
    ["2024-02-09", true],
    ["2024-02-18", true],
    ["2025-01-28", false],
    ["2025-10-08", false],
    ["2026-01-02", false],
    ["2026-02-14", true],
    ["2026-02-23", false],
    ["2026-09-20", true],
  ])("%s is a working day: %s", (date, works) => {
    expect(china.isWorkingDay(date)).toBe(works);
  });
});
