import { zoneOffset } from "../edge/zone.ts";
import { Duration, wholeMs } from "../values/duration.ts";
import { budgetError, conversionError, overloadError } from "../values/eval-error.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { RuntimeFunction, Strict } from "./strict.ts";

const dayMs = 86_400_000;
/** Loop steps that a look-up in a time zone costs. */
const zoneSteps = 20;

type FieldOf = (local: Date) => number;
type SpanOf = (ms: number) => number;

/** A getter of a timestamp's field in UTC or a given zone, and of a duration's total where CEL has one. */
function getter(field: FieldOf, span?: SpanOf): RuntimeFunction {
  const run: Strict = (value, zone, _c, frame) => {
    if (value instanceof Duration && span !== undefined && zone === null) return span(wholeMs(value)) + 0; // a rule must not see -0
    if (!(value instanceof Timestamp) || (zone !== null && typeof zone !== "string")) return overloadError;
    if (zone !== null && !frame.spendSteps(zoneSteps)) return budgetError;
    const offset = zone === null ? 0 : zoneOffset(zone, value.epochMs);
    return offset === undefined ? conversionError : field(new Date(value.epochMs + offset));
  };
  return { least: 1, most: 2, result: "i", run };
}

function dayOfYear(local: Date): number {
  const start = new Date(0);
  start.setUTCFullYear(local.getUTCFullYear(), 0, 1);
  return Math.floor((local.getTime() - start.getTime()) / dayMs);
}

/** Fields of timestamps and durations. Months, days of week and of year count from 0, as CEL has it. */
export const timeFunctions: Readonly<Record<string, RuntimeFunction>> = {
  getFullYear: getter((local) => local.getUTCFullYear()),
  getMonth: getter((local) => local.getUTCMonth()),
  getDate: getter((local) => local.getUTCDate()),
  getDayOfMonth: getter((local) => local.getUTCDate() - 1),
  getDayOfWeek: getter((local) => local.getUTCDay()),
  getDayOfYear: getter(dayOfYear),
  getHours: getter(
    (local) => local.getUTCHours(),
    (ms) => Math.trunc(ms / 3_600_000),
  ),
  getMinutes: getter(
    (local) => local.getUTCMinutes(),
    (ms) => Math.trunc(ms / 60_000),
  ),
  getSeconds: getter(
    (local) => local.getUTCSeconds(),
    (ms) => Math.trunc(ms / 1000),
  ),
  getMilliseconds: getter(
    (local) => local.getUTCMilliseconds(),
    (ms) => ms % 1000,
  ),
};
