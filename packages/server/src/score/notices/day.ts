/**
 * When a whole day begins and ends in an IANA zone; a day with a change of the clocks is 23 or 25 hours long. Throws a
 * RangeError for a day that no calendar has or that is outside 1900 to 2200, as events are.
 */
export function dayIn(date: string, timeZone: string): { readonly start: Date; readonly end: Date } {
  const start = Date.parse(`${date}T00:00:00Z`);
  const isDay = new Date(start).toISOString().startsWith(date) && date >= "1900-01-01" && date < "2200-01-01";
  if (!isDay) throw new RangeError(`${date} is not a day`);
  return { start: midnight(start, timeZone), end: midnight(start + 86_400_000, timeZone) };
}

/** The moment at which the clocks of a zone show what UTC shows at `utc`. */
function midnight(utc: number, timeZone: string): Date {
  const first = utc - offsetMs(utc, timeZone);
  return new Date(utc - offsetMs(first, timeZone));
}

function offsetMs(ms: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** A moment as people of a zone write it: `2026-05-01 09:00:00`. */
export function momentIn(moment: string, timeZone: string): string {
  const ms = Date.parse(moment);
  if (Number.isNaN(ms)) return moment;
  // Swedish writes dates and times as ISO 8601 does.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(ms);
}
