const formats = new Map<string, Intl.DateTimeFormat>();

/** The day of a moment in an IANA zone, as `2026-05-01`. */
export function dayOf(ms: number, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does. Making a format costs a hundred times more than using it.
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  formats.set(timeZone, format);
  return format.format(ms);
}
