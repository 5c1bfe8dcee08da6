/** An iCalendar file of these lines. */
export const ics = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR"].join("\r\n");

/** One event of it. */
export const vevent = (...lines: readonly string[]): readonly string[] => [
  "BEGIN:VEVENT",
  ...lines,
  "END:VEVENT",
];
