import { ProbityError } from "@probity/contracts";
import { dateText, dayNumber } from "@probity/engine/calendar";
import type { DayEdit } from "../edit.ts";
import { type DayFile, dayFile, mostDays, namesOf, plain } from "./day-file.ts";

/** How to read what a file leaves open. */
export interface IcsOptions {
  /** Of events that do not say whether people work; without it they are problems. */
  readonly kind?: "holiday" | "workday" | undefined;
}

interface Line {
  readonly number: number;
  readonly name: string;
  /** With its parameters, such as `;VALUE=DATE`. */
  readonly params: string;
  readonly value: string;
}

const works = /上班|补班|调班|[（(]班[）)]|make-?up|work(ing)? ?day/i;
const rests = /休|假|holiday|day off/i;

/**
 * Reads the events of an iCalendar file that are whole days; nothing else of it. Whether people work says
 * `X-APPLE-SPECIAL-DAY`, or a word in the summary such as 休, 班, 上班, 放假. Events with a time and events that recur are
 * problems. Throws `PROBITY_E_CALENDAR` for what is no iCalendar file.
 */
export function readIcs(text: string, options: IcsOptions = {}): DayFile {
  const lines = unfolded(text);
  if (lines[0]?.name !== "BEGIN" || lines[0].value !== "VCALENDAR")
    throw new ProbityError("PROBITY_E_CALENDAR", "the file does not begin with BEGIN:VCALENDAR");
  const rows: (DayEdit & { readonly line: number })[] = [];
  const problems: string[] = [];
  for (const event of eventsOf(lines)) {
    const number = event[0]?.number ?? 0;
    const days = daysOf(event, options);
    if (typeof days === "string") problems.push(`line ${number}: ${days}`);
    else rows.push(...days.map((day) => ({ ...day, line: number })));
  }
  return dayFile(rows, problems);
}

/** Long lines are folded: what begins with a space or a tab continues the one before. */
function unfolded(text: string): readonly Line[] {
  const lines: { text: string; number: number }[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(content) && last !== undefined) last.text += content.slice(1);
    else if (content !== "") lines.push({ text: content, number: index + 1 });
  }
  return lines.flatMap(({ text: content, number }) => {
    const [, name = "", params = "", value = ""] = /^([A-Za-z0-9-]+)((?:;[^:]*)?):(.*)$/s.exec(content) ?? [];
    return name === "" ? [] : { number, name: name.toUpperCase(), params: params.toUpperCase(), value };
  });
}

/** Their lines; what stands in parts of an event, such as alarms, is left out. */
function eventsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const events: Line[][] = [];
  let [current, inner]: [Line[] | undefined, number] = [undefined, 0];
  for (const line of lines) {
    const { name, value } = line;
    if (name === "BEGIN" && value.toUpperCase() === "VEVENT" && current === undefined) {
      events.push((current = []));
      inner = 0;
    } else if (current === undefined) continue;
    else if (name === "BEGIN") inner += 1;
    else if (name === "END" && inner > 0) inner -= 1;
    else if (name === "END") current = undefined;
    else if (inner === 0) current.push(line);
  }
  return events;
}

function daysOf(event: readonly Line[], options: IcsOptions): readonly DayEdit[] | string {
  const find = (name: string): Line | undefined => event.find((line) => line.name === name);
  const value = (name: string): string => find(name)?.value ?? "";
  if (value("STATUS").toUpperCase() === "CANCELLED") return [];
  if (["RRULE", "RDATE", "EXDATE"].some((name) => find(name) !== undefined)) return "an event that recurs";
  const first = dateOf(value("DTSTART"));
  if (first === undefined) return "not an event of whole days";
  const end = endOf(first, value("DTEND"), value("DURATION"));
  if (end === undefined || end <= first || end - first > mostDays)
    return "ends before it begins, or too late";
  const summary = plain(
    value("SUMMARY")
      .replaceAll(/\\n/gi, " ")
      .replaceAll(/\\([,;\\])/g, "$1"),
  );
  const kind = kindOf(value("X-APPLE-SPECIAL-DAY"), summary) ?? options.kind;
  if (kind === undefined) return `does not say whether people work: ${summary}`;
  return Array.from({ length: end - first }, (_, index) => ({
    date: dateText(first + index),
    kind,
    ...(summary !== "" && { names: namesOf(summary) }),
  }));
}

function dateOf(text: string): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  return year === undefined ? undefined : dayNumber(`${year}-${month}-${day}`);
}

/** The day after the last. */
function endOf(first: number, end: string, duration: string): number | undefined {
  if (end !== "") return dateOf(end);
  if (duration === "") return first + 1;
  const [, count = "", unit] = /^P(\d{1,3})([DW])$/.exec(duration) ?? [];
  return count === "" ? undefined : first + Number(count) * (unit === "W" ? 7 : 1);
}

function kindOf(mark: string, summary: string): "holiday" | "workday" | undefined {
  if (mark.toUpperCase() === "WORK-HOLIDAY") return "holiday";
  if (mark.toUpperCase() === "ALTERNATE-WORKDAY") return "workday";
  return works.test(summary) ? "workday" : rests.test(summary) ? "holiday" : undefined;
}
