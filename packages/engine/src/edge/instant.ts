const form = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const dateForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** First and last millisecond of the years 0001 to 9999, the range of CEL timestamps. */
export const firstInstantMs = -62_135_596_800_000;
export const lastInstantMs = 253_402_300_799_999;

/** A moment: milliseconds since 1970-01-01T00:00:00Z, and the nanoseconds (0 to 999,999) that follow. */
export interface Instant {
  readonly ms: number;
  readonly nanos: number;
}

/**
 * Reads RFC 3339 with an offset, to the nanosecond. `undefined` for anything else: a time without an offset, a whole
 * date, a day that does not exist, a leap second, a year outside 0001 to 9999.
 */
export function parseInstant(text: string): Instant | undefined {
  if (text.length > 40) return undefined;
  const match = form.exec(text);
  if (match === null) return undefined;
  const day = dayStartUtc(Number(match[1]), Number(match[2]), Number(match[3]));
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)];
  if (day === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  if (offsetHour > 23 || offsetMinute > 59) return undefined;
  const fraction = (match[7] ?? "").padEnd(9, "0");
  const offset = (offsetHour * 60 + offsetMinute) * (match[8] === "-" ? -60_000 : 60_000);
  const ms = day + ((hour * 60 + minute) * 60 + second) * 1000 + Number(fraction.slice(0, 3)) - offset;
  if (ms < firstInstantMs || ms > lastInstantMs) return undefined;
  return { ms, nanos: Number(fraction.slice(3)) };
}

/** Reads a whole date; `ms` is its start in UTC, for the caller to shift into the zone that is meant. */
export function parseDate(text: string): number | undefined {
  const match = text.length === 10 ? dateForm.exec(text) : null;
  return match === null ? undefined : dayStartUtc(Number(match[1]), Number(match[2]), Number(match[3]));
}

function dayStartUtc(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (year === 0 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime();
}
