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
  return readInstant(text, (ms, nanos) => ({ ms, nanos }));
}

/** The same, giving what `make` makes of milliseconds and nanoseconds. */
export function readInstant<T>(text: string, make: (ms: number, nanos: number) => T): T | undefined {
  const length = text.length;
  if (length < 20 || length > 35 || !hasMarks(text)) return undefined;
  const day = dayStartUtc(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
  const hour = digits(text, 11, 13);
  const minute = digits(text, 14, 16);
  const second = digits(text, 17, 19);
  if (day === undefined || !(hour <= 23) || !(minute <= 59) || !(second <= 59)) return undefined;
  let at = 19;
  let fraction = 0;
  if (text.charCodeAt(at) === 46) {
    const start = at + 1;
    for (at = start; isDigit(text.charCodeAt(at)); at++);
    if (at === start || at - start > 9) return undefined;
    fraction = digits(text, start, at) * 10 ** (9 - (at - start));
  }
  const offset = offsetMs(text, at);
  const millis = Math.floor(fraction / 1_000_000);
  const ms = day + ((hour * 60 + minute) * 60 + second) * 1000 + millis - offset;
  const inRange = ms >= firstInstantMs && ms <= lastInstantMs;
  return inRange ? make(ms, fraction - millis * 1_000_000) : undefined;
}

function hasMarks(text: string): boolean {
  const between = text.charCodeAt(10) | 32;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || between !== 116) return false;
  return text.charCodeAt(13) === 58 && text.charCodeAt(16) === 58;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** The number that these digits write; NaN when one of them is none. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (!isDigit(unit)) return Number.NaN;
    value = value * 10 + unit - 48;
  }
  return value;
}

/** The offset that ends the text; NaN for anything but `Z` or `+hh:mm`. */
function offsetMs(text: string, at: number): number {
  const sign = text.charCodeAt(at);
  if ((sign | 32) === 122) return text.length === at + 1 ? 0 : Number.NaN;
  if ((sign !== 43 && sign !== 45) || text.length !== at + 6 || text.charCodeAt(at + 3) !== 58)
    return Number.NaN;
  const hours = digits(text, at + 1, at + 3);
  const minutes = digits(text, at + 4, at + 6);
  if (!(hours <= 23) || !(minutes <= 59)) return Number.NaN;
  return (hours * 60 + minutes) * (sign === 45 ? -60_000 : 60_000);
}

/** Reads a whole date; `ms` is its start in UTC, for the caller to shift into the zone that is meant. */
export function parseDate(text: string): number | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  return dayStartUtc(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
}

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function dayStartUtc(year: number, month: number, day: number): number | undefined {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (monthDays[month - 1] ?? 0) + (leap ? 1 : 0);
  if (!(year >= 1 && day >= 1 && day <= days)) return undefined;
  // Days since 1970 by the civil calendar; March starts the year, so that the leap day ends it.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400_000;
}
