import type { JsonObject } from "@probity/contracts";
import type { Dated } from "./date.ts";
import type { IssueSink } from "./issue.ts";
import type { Organisations } from "./organisation.ts";

/** Types that an OCDS release can show, in the order of the process. */
export const importedTypes = [
  "procurement.method.decided",
  "procurement.tender.published",
  "procurement.bid.submitted",
  "procurement.bid.opened",
  "procurement.bid.evaluated",
  "procurement.award.decided",
  "contract.signed",
  "finance.payment.executed",
] as const;

/** One of {@link importedTypes}. */
export type ImportedType = (typeof importedTypes)[number];

/** An event in the making. */
export interface Draft {
  readonly type: ImportedType;
  /** What tells this event from others of its type in the process: the bid's id, the award's id. */
  readonly key: string;
  readonly time: string;
  readonly ms: number;
  readonly data: JsonObject;
}

/** What all mappers of one release share. */
export interface Context {
  readonly ocid: string;
  readonly release: JsonObject;
  readonly organisations: Organisations;
  readonly buyer: JsonObject | undefined;
  readonly sink: IssueSink;
  /** Reads a date of the release; undefined when absent or unusable, the latter reported. */
  readonly date: (value: JsonObject[string], where: string) => Dated | undefined;
  /** The release's own date, the last resort for an event whose time nobody wrote down. */
  readonly released: Dated | undefined;
}

/** A moment and where it was read. */
export interface Candidate {
  readonly from: string;
  readonly time: string;
  readonly ms: number;
}

/** The first instant of a date as a candidate. */
export function startOf(from: string, dated: Dated | undefined): Candidate | undefined {
  return dated && { from, time: dated.start, ms: dated.startMs };
}

/** The last instant of a date as a candidate: a deadline that is a whole day ends with it. */
export function endOf(from: string, dated: Dated | undefined): Candidate | undefined {
  return dated && { from, time: dated.end, ms: dated.endMs };
}

/** The latest of some candidates. */
export function latest(candidates: readonly (Candidate | undefined)[]): Candidate | undefined {
  return candidates
    .filter((item) => item !== undefined)
    .reduce<Candidate | undefined>(
      (best, item) => (best === undefined || item.ms > best.ms ? item : best),
      undefined,
    );
}

/**
 * The time of an event: the original one when it is known, otherwise the best other date of the process, which is
 * reported as `time.fallback`. The release's own date ends every list.
 */
export function timeOf(
  context: Context,
  type: ImportedType,
  original: Candidate | undefined,
  others: readonly (Candidate | undefined)[],
): { time: string; ms: number } {
  if (original !== undefined) return { time: original.time, ms: original.ms };
  const best = [...others, startOf("date", context.released)].find((item) => item !== undefined) ?? epoch;
  context.sink.add("time.fallback", `${type} <- ${best.from}`);
  return { time: best.time, ms: best.ms };
}

const epoch: Candidate = { from: "nothing", time: "1970-01-01T00:00:00Z", ms: 0 };
