import type { NoticePreferences } from "./preferences.ts";
import { nextAt, zoneTime } from "./zone-time.ts";

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** When something that is not urgent may leave for a person: now, or at the end of the quiet hours. */
export function afterQuiet(at: Date, { quiet }: Pick<NoticePreferences, "quiet">, timeZone: string): Date {
  if (quiet === null) return at;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const { minutes } = zoneTime(at, timeZone);
  const inside = from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
  return inside ? nextAt(at, to, timeZone) : at;
}

/** When the digest comes that something of now belongs to; undefined for a person without one. */
export function digestAt(at: Date, preferences: NoticePreferences, timeZone: string): Date | undefined {
  const { digest, digestHour } = preferences;
  if (digest === "none") return undefined;
  const hour = zoneTime(at, timeZone).minutes;
  const next = digest === "daily" ? digestHour * 60 : (Math.floor(hour / 60) * 60 + 60) % (24 * 60);
  return afterQuiet(nextAt(at, next, timeZone), preferences, timeZone);
}
