const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  formats.set(zone, format);
  return format;
}

/** The offset (`+08:00`) in force in an IANA zone at a local time without offset; in a gap or overlap the later one. */
export function offsetOf(local: string, zone: string): string {
  const first = offsetAt(Date.parse(`${local}Z`), zone);
  return offsetAt(Date.parse(`${local}${first}`), zone);
}

function offsetAt(ms: number, zone: string): string {
  const name = formatOf(zone)
    .formatToParts(ms)
    .find((part) => part.type === "timeZoneName")?.value;
  const offset = (name ?? "GMT").slice(3, 9);
  return offset === "" ? "+00:00" : offset;
}

/** True when the runtime knows the IANA zone. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}
