import type { DeadlineSpan } from "@probity/contracts";
import type { WorkCalendar } from "../calendar/index.ts";
import { zonedStart, zoneOffset } from "../edge/zone.ts";
import { Duration, parseDuration } from "../values/duration.ts";
import { ownField } from "../values/fields.ts";
import type { PlainMap } from "../values/value.ts";

const dayMs = 86_400_000;
const mostDays = 36_600;

/** Of a deadline that is counted in working days: how many, and by what they were counted. */
export interface WorkingSpan {
  readonly workingDays: number;
  /** Id of the calendar. */
  readonly calendar: string;
  readonly version: number;
  /** It was counted through a year whose days are not announced. */
  readonly isProvisional: boolean;
}

/** The last moment of a deadline, in milliseconds. */
export interface SpanEnd {
  readonly due: number;
  readonly counted?: WorkingSpan | undefined;
}

/** What the end of a deadline depends on. */
export interface SpanInput {
  readonly params: PlainMap;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Of days that are not working days. */
  readonly zone: string;
  readonly calendar: WorkCalendar | undefined;
}

/**
 * When a deadline ends. Days are those of the zone, working days those of the calendar: the first is not counted, and
 * the last counts to its end. Undefined when the parameter makes no span between 1 ms and 36600 days, and for working
 * days without a calendar.
 */
export function endOfSpan(span: DeadlineSpan, input: SpanInput): SpanEnd | undefined {
  const { params, from, zone } = input;
  if ("workingDays" in span) return endOfWork(span.workingDays, input);
  if ("workingDaysParam" in span) return endOfWork(ownField(params, span.workingDaysParam), input);
  if ("days" in span) return endOfDay(span.days, from, zone);
  const value = "within" in span ? parseDuration(span.within) : ownField(params, span.param);
  if (typeof value === "number") return endOfDay(value, from, zone);
  if (!(value instanceof Duration) || !(value.spanMs > 0 && value.spanMs <= mostDays * dayMs))
    return undefined;
  return { due: from + value.spanMs };
}

function endOfDay(days: number, from: number, zone: string): SpanEnd | undefined {
  if (!(days >= 0 && days <= mostDays)) return undefined;
  const local = from + (zoneOffset(zone, from) ?? 0);
  const wall = (Math.floor(local / dayMs) + days + 1) * dayMs;
  return { due: (zonedStart(wall, zone) ?? wall) - 1 };
}

function endOfWork(days: unknown, { from, calendar }: SpanInput): SpanEnd | undefined {
  if (calendar === undefined || typeof days !== "number" || days < 0) return undefined;
  const end = calendar.addWorkingDays(from, days);
  if (end === undefined) return undefined;
  const isProvisional = end.unannounced.length > 0;
  return {
    due: end.at,
    counted: { workingDays: days, calendar: calendar.id, version: calendar.version, isProvisional },
  };
}
