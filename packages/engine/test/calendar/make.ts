import type { CalendarData } from "@probity/contracts";

/** A calendar in which nothing is otherwise than its week has it, with 2026 announced. */
export const calendarData = (more: Partial<CalendarData> = {}): CalendarData => ({
  id: "T",
  names: { "zh-CN": "测试", en: "Test" },
  timeZone: "Asia/Shanghai",
  week: [1, 2, 3, 4, 5],
  workingTime: [{ from: "08:30", to: "17:30" }],
  years: [{ year: 2026, source: "test" }],
  days: [],
  ...more,
});

/** A day at a time of Shanghai. */
export const at = (text: string): number => Date.parse(`${text}+08:00`);
