import type { CalendarData } from "@probity/contracts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileCalendar, dateText, dayNumber, dueWithPauses, type Pause } from "../../src/calendar/index.ts";
import { at, calendarData } from "./make.ts";

const national: CalendarData["days"] = [
  { date: "2026-09-20", kind: "workday" },
  ...["01", "02", "03", "04", "05", "06", "07"].map((day) => ({
    date: `2026-10-${day}`,
    kind: "holiday" as const,
  })),
  { date: "2026-10-10", kind: "workday" },
];
const china = compileCalendar(calendarData({ days: national }), 7);

describe("CA-2: working days", () => {
  test("the day it runs from does not count, and the last counts to 24:00", () => {
    const due = china.addWorkingDays(at("2026-09-29T16:00:00"), 5);
    // 30 September, 8, 9, 10 (made up for), 12 October.
    expect(due).toEqual({ day: "2026-10-12", at: at("2026-10-13T00:00:00") - 1, unannounced: [] });
    expect(china.addWorkingDays(at("2026-09-30T23:59:59.999"), 1)?.day).toBe("2026-10-08");
    expect(china.addWorkingDays(at("2026-10-01T00:00:00"), 1)?.day).toBe("2026-10-08");
    expect(china.addWorkingDays(at("2026-10-03T10:00:00"), 0)).toEqual({
      day: "2026-10-03",
      at: at("2026-10-04T00:00:00") - 1,
      unannounced: [],
    });
  });

  test("is counted back to the first moment from which to warn", () => {
    expect(china.addWorkingDays(at("2026-10-12T12:00:00"), -5)).toEqual({
      day: "2026-09-29",
      at: at("2026-09-29T00:00:00"),
      unannounced: [],
    });
    expect(china.workingDaysBetween("2026-09-29", "2026-10-12")).toBe(5);
    expect(china.workingDaysBetween("2026-10-12", "2026-09-29")).toBe(-5);
    expect(china.workingDaysBetween("2026-10-01", "2026-10-07")).toBe(0);
  });

  test("rolls a day without work forward only when told to", () => {
    expect(china.endOf("2026-10-03")?.day).toBe("2026-10-03");
    expect(china.endOf("2026-10-03", { rollForward: true })?.day).toBe("2026-10-08");
    expect(china.endOf("2026-10-08", { rollForward: true })?.day).toBe("2026-10-08");
    expect(china.addWorkingDays(at("2026-10-03T10:00:00"), 0, { rollForward: true })?.day).toBe("2026-10-08");
  });

  test("names the years that it counted through and whose days are not announced", () => {
    expect(china.addWorkingDays(at("2026-12-28T10:00:00"), 3)?.unannounced).toEqual([]);
    expect(china.addWorkingDays(at("2026-12-28T10:00:00"), 4)?.unannounced).toEqual([2027]);
    expect(china.addWorkingDays(at("2026-12-31T10:00:00"), 1)?.unannounced).toEqual([2027]);
    expect(china.addWorkingDays(at("2027-01-01T10:00:00"), -1)?.unannounced).toEqual([]);
    expect(china.addWorkingDays(at("2026-01-01T10:00:00"), -300)?.unannounced).toEqual([2024, 2025]);
  });

  test("working time ends before its last moment, and there is none on a day off", () => {
    expect(china.isWorkingTime(at("2026-10-10T08:30:00"))).toBe(true);
    expect(china.isWorkingTime(at("2026-10-10T08:29:59.999"))).toBe(false);
    expect(china.isWorkingTime(at("2026-10-10T17:30:00"))).toBe(false);
    expect(china.isWorkingTime(at("2026-10-05T10:00:00"))).toBe(false);
    const lunch = compileCalendar(
      calendarData({
        workingTime: [
          { from: "08:30", to: "12:00" },
          { from: "13:30", to: "24:00" },
        ],
      }),
    );
    expect(lunch.isWorkingTime(at("2026-10-05T12:30:00"))).toBe(false);
    expect(lunch.isWorkingTime(at("2026-10-05T23:59:59.999"))).toBe(true);
  });

  test("a calendar in which nobody works counts nothing, and says so at once", () => {
    const days = Array.from({ length: 450 * 366 }, (_, index) => ({
      date: dateText((dayNumber("1900-01-01") ?? 0) + index),
      kind: "holiday" as const,
    }));
    const never = compileCalendar(calendarData({ days }));
    expect(never.addWorkingDays(at("1910-01-01T00:00:00"), 1)).toBeUndefined();
    expect(never.addDays("2026-02-30", 1)).toBeUndefined();
    expect(china.addDays("2026-01-01", 1.5)).toBeUndefined();
    expect(china.addDays("2026-01-01", 1e9)).toBeUndefined();
    expect(() => china.isWorkingDay("2026-02-30")).toThrow(
      expect.objectContaining({ code: "PROBITY_E_CALENDAR" }),
    );
    expect(() => compileCalendar(calendarData({ timeZone: "Mars/Base" }))).toThrow(/no time zone/);
    expect(() => compileCalendar(calendarData({ workingTime: [{ from: "18:00", to: "09:00" }] }))).toThrow(
      /no working time/,
    );
  });

  test.each([
    // 24 hours of a day of 25, a day of 23, clocks changed at midnight, a day that never was.
    ["Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T23:00:00Z"],
    ["Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T22:00:00Z"],
    ["America/Sao_Paulo", "2018-11-02T12:00:00Z", "2018-11-04T03:00:00Z"],
    ["America/Sao_Paulo", "2018-11-03T12:00:00Z", "2018-11-05T02:00:00Z"],
    ["Atlantic/Azores", "2026-10-23T12:00:00Z", "2026-10-25T00:00:00Z"],
    ["Pacific/Apia", "2011-12-28T12:00:00Z", "2011-12-30T10:00:00Z"],
    ["Asia/Shanghai", "2026-05-01T16:30:00Z", "2026-05-03T16:00:00Z"],
  ])("a day of %s from %s ends before %s, also where the clocks change", (timeZone, from, end) => {
    const calendar = compileCalendar(calendarData({ timeZone, week: [1, 2, 3, 4, 5, 6, 7] }));
    expect(new Date((calendar.addWorkingDays(Date.parse(from), 1)?.at ?? 0) + 1).toISOString()).toBe(
      new Date(end).toISOString(),
    );
  });
});

const first = dayNumber("2024-01-01") ?? 0;
const dayOf = fc.integer({ min: 0, max: 800 }).map((n) => dateText(first + n));
const calendars = fc
  .record({
    week: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    days: fc.uniqueArray(
      fc.record({
        date: dayOf,
        kind: fc.constantFrom("holiday" as const, "workday" as const, "regular" as const),
      }),
      { maxLength: 80, selector: ({ date }) => date },
    ),
    timeZone: fc.constantFrom(
      "Asia/Shanghai",
      "Europe/Berlin",
      "America/Sao_Paulo",
      "Pacific/Chatham",
      "UTC",
    ),
  })
  .map((parts) => ({ data: calendarData(parts), calendar: compileCalendar(calendarData(parts)) }));

/** One day after the other, as anybody would count. */
function naive({ week, days }: CalendarData, day: string): boolean {
  const own = days.find(({ date, kind }) => date === day && kind !== "regular");
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return own === undefined ? week.includes(weekday) : own.kind === "workday";
}
const next = (day: string, by = 1): string => dateText((dayNumber(day) ?? 0) + by);

const hours = (from: number, length: number): Pause => ({
  from: Date.UTC(2024, 1, 1) + from * 3_600_000,
  to: Date.UTC(2024, 1, 1) + (from + length) * 3_600_000,
});
const open = (from: string): readonly Pause[] => [{ from: at(from) }];

describe("CA-2: counting agrees with counting on the fingers", () => {
  test("days forward, back and between", () => {
    fc.assert(
      fc.property(calendars, dayOf, fc.integer({ min: -60, max: 60 }), ({ data, calendar }, start, n) => {
        let [day, left] = [start, Math.abs(n)];
        while (left > 0) {
          day = next(day, Math.sign(n));
          if (naive(data, day)) left -= 1;
        }
        expect(calendar.addDays(start, n)?.day).toBe(day);
        expect(calendar.isWorkingDay(start)).toBe(naive(data, start));
        let between = 0;
        for (let one = start; one < day;) if (naive(data, (one = next(one)))) between += 1;
        if (day >= start) expect(calendar.workingDaysBetween(start, day)).toBe(between);
      }),
      { numRuns: 500 },
    );
  });

  test("a clock that can be stopped: days on which it ran from 0:00 to 24:00", () => {
    const pauses = fc.array(
      fc
        .tuple(fc.integer({ min: -200, max: 1500 }), fc.integer({ min: 0, max: 300 }))
        .map(([a, b]) => hours(a, b)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 24 * 20 }),
        fc.integer({ min: 1, max: 40 }),
        pauses,
        ({ data, calendar }, hour, n, stopped) => {
          const start = Date.UTC(2024, 1, 1) + hour * 3_600_000;
          let [day, left] = [calendar.dayOf(start), n];
          while (left > 0) {
            day = next(day);
            const [from, to] = [
              (calendar.endOf(next(day, -1))?.at ?? 0) + 1,
              (calendar.endOf(day)?.at ?? 0) + 1,
            ];
            const ran = stopped.every(
              (pause) => (pause.to ?? 0) <= pause.from || (pause.to ?? 0) <= from || pause.from >= to,
            );
            if (naive(data, day) && ran) left -= 1;
          }
          expect(dueWithPauses(calendar, start, n, stopped)).toMatchObject({
            day,
            at: calendar.endOf(day)?.at,
          });
        },
      ),
      { numRuns: 500 },
    );
  });

  test("a clock that stands still has no end, unless it was over before", () => {
    const start = at("2026-10-12T10:00:00");
    expect(dueWithPauses(china, start, 3, open("2026-10-15T23:00:00"))).toBeUndefined();
    expect(dueWithPauses(china, start, 3, open("2026-10-16T00:00:00"))?.day).toBe("2026-10-15");
    expect(dueWithPauses(china, start, 0, [])).toBeUndefined();
    const long = [{ from: at("2026-10-13T10:00:00"), to: at("2027-02-01T10:00:00") }];
    expect(dueWithPauses(china, start, 1, long)).toMatchObject({ day: "2027-02-02", unannounced: [2027] });
  });
});
