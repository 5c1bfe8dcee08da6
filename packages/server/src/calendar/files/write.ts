import { dateText, dayNumber } from "@probity/engine/calendar";
import type { DayView } from "../view.ts";

/** What a file says of a day. */
export type WrittenDay = Pick<DayView, "date" | "kind" | "names" | "source">;

/** Days as a CSV that the import reads again. */
export function writeCsv(days: readonly WrittenDay[]): string {
  const rows = days.map(({ date, kind, names, source }) =>
    [date, kind, names?.["zh-CN"] ?? "", names?.en ?? "", source ?? ""].map(quoted).join(","),
  );
  return `${["date,kind,name,nameEn,source", ...rows].join("\r\n")}\r\n`;
}

/** A cell that a spreadsheet would take for a formula begins with a space; the import trims it. */
function quoted(cell: string): string {
  const safe = /^[=+\-@\t]/.test(cell) ? ` ${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const marks = { holiday: "WORK-HOLIDAY", workday: "ALTERNATE-WORKDAY" } as const;

/** Holidays and make-up workdays as an iCalendar file. */
export function writeIcs(id: string, days: readonly WrittenDay[], now: Date): string {
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const events = days.flatMap(({ date, kind, names }) => {
    if (kind === "regular") return [];
    const name = names?.["zh-CN"] ?? "";
    return [
      "BEGIN:VEVENT",
      `UID:${date}.${id}@probity`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(date)}`,
      `DTEND;VALUE=DATE:${compact(dateText((dayNumber(date) ?? 0) + 1))}`,
      `SUMMARY:${escaped(`${name}（${kind === "holiday" ? "休" : "班"}）`)}`,
      `X-APPLE-SPECIAL-DAY:${marks[kind]}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ];
  });
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Probity//Calendar of working days//EN"];
  return `${[...head, ...events, "END:VCALENDAR"].map(folded).join("\r\n")}\r\n`;
}

const compact = (date: string): string => date.replaceAll("-", "");

const escaped = (text: string): string => text.replaceAll(/[\\,;]/g, "\\$&").replaceAll(/[\r\n]+/g, " ");

/** At most 75 octets a line; 18 characters never have more than 72. */
function folded(line: string): string {
  const characters = Array.from(line);
  if (Buffer.byteLength(line) <= 75) return line;
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += 18) parts.push(characters.slice(at, at + 18).join(""));
  return parts.join("\r\n ");
}
