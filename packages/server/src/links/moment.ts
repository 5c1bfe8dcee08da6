import { parseInstant } from "@probity/engine";
import { offsetOf } from "../import/index.ts";

/** One day in milliseconds; days of a change of the clocks are longer or shorter. */
const day = 86_400_000;
const wholeDate = /^\d{4}-\d\d-\d\d$/;

/** What a whole date means. */
export type DayPart = "start" | "end";

/**
 * Reads RFC 3339 with offset, or a whole date of a time zone, as RFC 3339 in UTC. The end of a day is the first moment of
 * the next. Undefined for anything else and for years outside 1800 to 2300.
 */
export function readMoment(text: string, part: DayPart, zone: string): string | undefined {
  const ms = wholeDate.test(text) ? dayStart(text, part, zone) : parseInstant(text)?.ms;
  const sane = ms !== undefined && ms >= Date.UTC(1800, 0) && ms < Date.UTC(2300, 0);
  return sane ? new Date(ms).toISOString() : undefined;
}

function dayStart(date: string, part: DayPart, zone: string): number | undefined {
  const start = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(start) || new Date(start).toISOString().slice(0, 10) !== date) return undefined;
  const meant = part === "end" ? new Date(start + day).toISOString().slice(0, 10) : date;
  return Date.parse(`${meant}T00:00:00${offsetOf(`${meant}T00:00:00`, zone)}`);
}
