import type { FeatureValueKind, WindowFunction } from "@probity/contracts";
import { EvalError, overflowError } from "../values/eval-error.ts";
import { Timestamp } from "../values/timestamp.ts";
import type { Value } from "../values/value.ts";
import type { MemberValue } from "./member.ts";

/** What a store computed of the members of one key within a span. */
export interface Aggregate {
  /** Members that count. */
  readonly members: number;
  /** Members of which it cannot be told. */
  readonly gaps: number;
  /** Decimal numbers as text; absent where there is none. */
  readonly sum?: string | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly distinct?: number | undefined;
  /** Of the latest member by time, then by position. */
  readonly last?: MemberValue | undefined;
  /** Currencies of the members, each once and sorted; the first and the last are enough. */
  readonly units?: readonly string[] | undefined;
}

/** How an aggregate is read. */
export interface Reading {
  /** `features.NAME`, for errors. */
  readonly path: string;
  readonly fn: WindowFunction;
  readonly valueKind: FeatureValueKind | undefined;
  readonly defaultCurrency: string | undefined;
}

/**
 * The value of a window that rules see. Members that cannot be told make it an error when they are more than a fifth
 * (catalogue, section 6); so do several currencies, and an empty window where the function needs a member.
 */
export function windowValue(aggregate: Aggregate, reading: Reading): Value {
  const { members, gaps, distinct = 0 } = aggregate;
  const { path, fn } = reading;
  if (gaps * 5 > members + gaps)
    return new EvalError(
      "declared",
      path,
      `low_coverage: ${gaps} of ${members + gaps} events lack what is needed`,
    );
  if (fn === "count") return members;
  if (fn === "exists") return members > 0;
  if (fn === "distinct") return distinct;
  if (reading.valueKind === "money" && (aggregate.units?.length ?? 0) > 1)
    return new EvalError("declared", path, severalUnits(aggregate.units));
  if (fn === "last") return decoded(aggregate.last, reading);
  const unit = aggregate.units?.[0];
  if (fn === "min" || fn === "max") {
    const n = fn === "min" ? aggregate.min : aggregate.max;
    return decoded(n === undefined ? undefined : { n, u: unit }, reading);
  }
  return fn === "sum" ? sumOf(aggregate, reading) : averageOf(aggregate, reading);
}

/** A store may know the first and the last only. */
const severalUnits = (units: readonly string[] = []): string =>
  `currency: the events are in several, ${units[0]} and ${units.at(-1)} among them`;

/** Of nothing it is 0, of money without a currency where there is no default: what asks for the currency cannot be judged. */
function sumOf({ sum = "0", units }: Aggregate, reading: Reading): Value {
  const { valueKind, defaultCurrency } = reading;
  const unit = units?.[0] ?? defaultCurrency;
  if (valueKind === "money" && unit === undefined) return { amount: 0 };
  return decoded({ n: sum, u: unit }, reading);
}

function averageOf({ sum, members, units }: Aggregate, reading: Reading): Value {
  if (sum === undefined || members === 0) return empty(reading);
  const average = Number(sum) / members;
  if (reading.valueKind !== "money") return average;
  return decoded({ n: String(Math.round(average)), u: units?.[0] }, reading);
}

const empty = ({ path }: Reading): EvalError => new EvalError("missing", path, "the window is empty");

function decoded(value: MemberValue | undefined, reading: Reading): Value {
  if (value === undefined) return empty(reading);
  const { n, t, u } = value;
  const kind = reading.valueKind;
  if (kind === "string") return t ?? "";
  if (kind === "bool") return t === "true";
  const number = Number(n);
  if (kind === "double") return number;
  if (!Number.isSafeInteger(number)) return overflowError;
  if (kind === "timestamp") return new Timestamp(number, 0);
  return kind === "money" ? { amount: number, currency: u ?? "" } : number;
}
