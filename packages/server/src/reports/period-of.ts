import { readMoment } from "../links/index.ts";
import { dayIn } from "../rectify/index.ts";

/** How often a series makes a report. */
export type Every = "month" | "quarter";

/** A calendar period of a time zone, RFC 3339; the moment of its end is not in it. */
export interface CalendarPeriod {
  readonly from: string;
  readonly to: string;
}

/** The month or quarter in which a moment is. Pure. */
export function periodOf(at: Date, every: Every, zone: string): CalendarPeriod {
  const [year = 0, month = 0] = dayIn(zone, at).split("-").map(Number);
  const months = every === "month" ? 1 : 3;
  const first = month - 1 - ((month - 1) % months);
  return { from: firstOf(year, first, zone), to: firstOf(year, first + months, zone) };
}

function firstOf(year: number, month: number, zone: string): string {
  const day = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
  const moment = readMoment(day, "start", zone);
  if (moment === undefined) throw new Error(`no first moment of ${day}`);
  return moment;
}
