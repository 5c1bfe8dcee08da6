import type { Json } from "@probity/contracts";
import type { IssueSink } from "./issue.ts";
import { text } from "./json-value.ts";
import { offsetOf } from "./zone.ts";

/** A date of the data, understood. */
export interface Dated {
  /** RFC 3339 with offset, or the whole date as it was given. */
  readonly text: string;
  /** The first instant it can mean. */
  readonly startMs: number;
  /** The last second it can mean; differs from `startMs` for a whole date only. */
  readonly endMs: number;
  /** RFC 3339 of `startMs` in the tenant's or the given offset. */
  readonly start: string;
  readonly end: string;
}

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)([.,]\d{1,12})?)?\s*(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/i;

/**
 * Reads a date. Without an offset it is taken in the tenant's zone, and that is reported. What is not a date of the
 * calendar, or lies outside 1970 to 2100 (`0001-01-01` stands for "unknown" in many exports), is reported and left out.
 */
export function readDate(
  value: Json | undefined,
  where: string,
  zone: string,
  sink: IssueSink,
): Dated | undefined {
  const given = text(value);
  if (given === undefined) return undefined;
  const match = pattern.exec(given);
  const day = match === null ? undefined : dayOf(match);
  if (match === null || day === undefined) {
    sink.add("date.invalid", where, given);
    return undefined;
  }
  if (day.year < 1970 || day.year > 2100) {
    sink.add("date.implausible", where, given);
    return undefined;
  }
  return match[4] === undefined ? wholeDay(given, zone) : moment(match, given, where, zone, sink);
}

function dayOf(match: RegExpExecArray): { year: number } | undefined {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) =>
    Number(match[index] ?? 0),
  );
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day));
  const real = date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  return real && (hour ?? 0) < 24 && (minute ?? 0) < 60 && (second ?? 0) < 60
    ? { year: year ?? 0 }
    : undefined;
}

function wholeDay(given: string, zone: string): Dated {
  const start = `${given}T00:00:00${offsetOf(`${given}T00:00:00`, zone)}`;
  const end = `${given}T23:59:59${offsetOf(`${given}T23:59:59`, zone)}`;
  return { text: given, startMs: Date.parse(start), endMs: Date.parse(end), start, end };
}

function moment(match: RegExpExecArray, given: string, where: string, zone: string, sink: IssueSink): Dated {
  const fraction = match[7] === undefined ? "" : `.${match[7].slice(1, 10)}`;
  const local = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6] ?? "00"}`;
  if (match[8] === undefined) sink.add("date.no_offset", where, given);
  const offset = match[8] === undefined ? offsetOf(local, zone) : writtenOffset(match[8]);
  const written = `${local}${fraction}${offset}`;
  const ms = Date.parse(`${local}${fraction.slice(0, 4)}${offset}`);
  return { text: written, startMs: ms, endMs: ms, start: written, end: written };
}

function writtenOffset(offset: string): string {
  if (offset.toUpperCase() === "Z") return "Z";
  return offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
}
