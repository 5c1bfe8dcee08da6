import type { DeadlineSpan } from "@probity/contracts";
import { zonedStart, zoneOffset } from "../edge/zone.ts";
import { Duration, parseDuration } from "../values/duration.ts";
import { ownField } from "../values/fields.ts";
import type { PlainMap } from "../values/value.ts";

const dayMs = 86_400_000;
const mostDays = 36_600;

/**
 * The last moment of a deadline that is counted from `from`, all in milliseconds. Days are those of the zone: the first is
 * not counted, and the last counts to its end. Undefined when the parameter makes no span between 1 ms and 36600 days.
 */
export function dueOf(span: DeadlineSpan, params: PlainMap, from: number, zone: string): number | undefined {
  if ("days" in span) return endOfDay(span.days, from, zone);
  const value = "within" in span ? parseDuration(span.within) : ownField(params, span.param);
  if (typeof value === "number") return endOfDay(value, from, zone);
  if (!(value instanceof Duration) || !(value.spanMs > 0 && value.spanMs <= mostDays * dayMs))
    return undefined;
  return from + value.spanMs;
}

function endOfDay(days: number, from: number, zone: string): number | undefined {
  if (!(days >= 0 && days <= mostDays)) return undefined;
  const local = from + (zoneOffset(zone, from) ?? 0);
  const wall = (Math.floor(local / dayMs) + days + 1) * dayMs;
  return (zonedStart(wall, zone) ?? wall) - 1;
}
