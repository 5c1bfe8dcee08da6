import { describe, expect, test } from "vitest";
import { moved, readDay, weeksOf } from "../src/ui/date/day.ts";

describe("UI-1: days as people type them", () => {
  test.each([
    ["2026-11-30", "2026-11-30"],
    [" 2026/1/5 ", "2026-01-05"],
    ["2026年2月9日", "2026-02-09"],
    ["2028-02-29", "2028-02-29"],
    ["2026-02-29", undefined],
    ["2026-13-01", undefined],
    ["2026-11", undefined],
    ["30.11.2026", undefined],
    ["2026-11-30 18:00", undefined],
  ])("%s is %s", (text, day) => expect(readDay(text, false)).toBe(day));

  test.each([
    ["2026-11-30 18:05", "2026-11-30T18:05"],
    ["2099-01-01T9:00", "2099-01-01T09:00"],
    ["2026-11-30 24:00", undefined],
    ["2026-11-30 09:60", undefined],
    ["2026-11-30", undefined],
  ])("with a time %s is %s", (text, moment) => expect(readDay(text, true)).toBe(moment));
});

test("UI-1: a month of the calendar has all its days, in weeks from Monday on", () => {
  for (const [day, count, first] of [
    ["2026-02-14", 28, "2026-01-26"],
    ["2027-02-01", 28, "2027-02-01"],
    ["2026-11-30", 30, "2026-10-26"],
    ["2028-02-29", 29, "2028-01-31"],
  ] as const) {
    const weeks = weeksOf(day);
    const days = weeks.flat();
    expect(days.filter((one) => one.startsWith(day.slice(0, 7)))).toHaveLength(count);
    expect(days[0]).toBe(first);
    expect(weeks.every((week) => week.length === 7)).toBe(true);
    for (const [place, one] of days.entries()) expect(one).toBe(moved(first, { days: place }));
  }
});

test("UI-1: a month later is the last day where that month is shorter", () => {
  expect(moved("2026-01-31", { months: 1 })).toBe("2026-02-28");
  expect(moved("2026-12-31", { months: 2 })).toBe("2027-02-28");
  expect(moved("2026-01-01", { days: -1 })).toBe("2025-12-31");
});
