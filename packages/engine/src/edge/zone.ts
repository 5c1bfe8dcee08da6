const fixedForm = /^([+-]?)(\d\d):(\d\d)$/;
const formatters = new Map<string, Intl.DateTimeFormat>();
const maxZones = 64;

/**
 * Offset of a time zone at a moment, in milliseconds east of UTC. The zone is an IANA name or `+08:00`; `undefined`
 * when it is neither.
 */
export function zoneOffset(zone: string, ms: number): number | undefined {
  if (zone === "UTC") return 0;
  const fixed = fixedForm.exec(zone);
  if (fixed !== null)
    return (Number(fixed[2]) * 60 + Number(fixed[3])) * (fixed[1] === "-" ? -60_000 : 60_000);
  const formatter = formatterOf(zone);
  return formatter === undefined ? undefined : localFields(formatter, ms) - Math.floor(ms / 1000) * 1000;
}

/** True when {@link zoneOffset} knows the zone. */
export function isZone(zone: string): boolean {
  return zoneOffset(zone, 0) !== undefined;
}

/** The moment at which a day starts in a zone, given the same wall-clock time read as UTC. */
export function zonedStart(wallClockMs: number, zone: string): number | undefined {
  const first = zoneOffset(zone, wallClockMs);
  if (first === undefined) return undefined;
  const second = zoneOffset(zone, wallClockMs - first);
  return wallClockMs - (second ?? first);
}

function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  if (zone.length > 60) return undefined;
  try {
    const made = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "iso8601",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      era: "short",
    });
    if (formatters.size >= maxZones) formatters.clear();
    formatters.set(zone, made);
    return made;
  } catch {
    return undefined;
  }
}

function localFields(formatter: Intl.DateTimeFormat, ms: number): number {
  const fields: Record<string, string> = {};
  for (const part of formatter.formatToParts(ms)) fields[part.type] = part.value;
  const read = (name: string): number => Number(fields[name]);
  const year = fields["era"]?.startsWith("B") === true ? 1 - read("year") : read("year");
  const date = new Date(0);
  date.setUTCFullYear(year, read("month") - 1, read("day"));
  date.setUTCHours(read("hour"), read("minute"), read("second"));
  return date.getTime();
}
