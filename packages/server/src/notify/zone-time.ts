/** A moment on the clock of a time zone. */
export interface ZoneTime {
  /** `2026-11-30` */
  readonly day: string;
  /** `08:05` */
  readonly time: string;
  /** Since midnight. */
  readonly minutes: number;
}

/** Reads the clock of an IANA time zone. */
export function zoneTime(at: Date, timeZone: string): ZoneTime {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  };
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** The next moment, after `at`, at which the clock of the zone shows so many minutes since midnight. */
export function nextAt(at: Date, minutes: number, timeZone: string): Date {
  const now = zoneTime(at, timeZone).minutes;
  const ahead = (minutes - now + dayMinutes) % dayMinutes || dayMinutes;
  const whole = Math.floor(at.getTime() / minuteMs) * minuteMs;
  return new Date(whole + ahead * minuteMs);
}
