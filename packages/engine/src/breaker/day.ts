import { zoneOffset } from "../edge/zone.ts";

const minuteMs = 60_000;

/** Tells the day of a moment in a time zone, `YYYY-MM-DD`; asking again within the same minute costs next to nothing. */
export function dayTeller(): (zone: string, ms: number) => string {
  let last: { readonly zone: string; readonly minute: number; readonly day: string } | undefined;
  return (zone, ms) => {
    const minute = Math.floor(ms / minuteMs);
    if (last?.minute === minute && last.zone === zone) return last.day;
    const day = new Date(ms + (zoneOffset(zone, ms) ?? 0)).toISOString().slice(0, 10);
    last = { zone, minute, day };
    return day;
  };
}
