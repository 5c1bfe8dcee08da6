import type { WindowSpan } from "@probity/contracts";
import { zonedStart, zoneOffset } from "../edge/zone.ts";
import { Duration, parseDuration } from "../values/duration.ts";
import { EvalError } from "../values/eval-error.ts";
import { ownField } from "../values/fields.ts";
import type { PlainMap } from "../values/value.ts";

/** Members count whose time is after `after` and not after `until`, in milliseconds since 1970. */
export interface Span {
  readonly after: number;
  readonly until: number;
}

const dayMs = 86_400_000;
const mostMs = 36_600 * dayMs;
const badSpan = new EvalError("error", "", "the length of a window is not between 1 ms and 36600 days");

/** The span of a window that ends at the act. Calendar periods are those of the time zone, and end at the act as well. */
export function spanOf(span: WindowSpan, params: PlainMap, ms: number, zone: string): Span | EvalError {
  if ("period" in span) return { after: periodStart(span.period, ms, zone) - 1, until: ms };
  const length =
    "within" in span ? lengthOf(parseDuration(span.within)) : lengthOf(ownField(params, span.param));
  return length > 0 && length <= mostMs ? { after: ms - length, until: ms } : badSpan;
}

function lengthOf(value: unknown): number {
  if (value instanceof Duration) return value.spanMs;
  return typeof value === "number" ? value * dayMs : 0;
}

const monthsIn = { month: 1, quarter: 3, year: 12 } as const;

function periodStart(period: keyof typeof monthsIn, ms: number, zone: string): number {
  const local = new Date(ms + (zoneOffset(zone, ms) ?? 0));
  const month = local.getUTCMonth();
  const wall = new Date(0);
  wall.setUTCFullYear(local.getUTCFullYear(), month - (month % monthsIn[period]), 1);
  return zonedStart(wall.getTime(), zone) ?? wall.getTime();
}
