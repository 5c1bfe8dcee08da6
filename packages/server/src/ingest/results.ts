import type { IngestResponse, IngestResult } from "@probity/contracts";
import type { EventProblem } from "./checked-event.ts";
import type { Taken } from "./submission.ts";

/** Longest explanation of one refused event. */
const maxDetail = 2000;

/** The result of an event whose header is logged and whose payload was refused. */
export function quarantinedResult(
  id: string,
  code: string,
  errors: readonly EventProblem[],
  position: number | undefined,
): IngestResult {
  const detail = errors.map(({ path, message }) => `${path} ${message}`.trim()).join("; ");
  return {
    id,
    status: "quarantined",
    ...(position === undefined ? {} : { position }),
    code,
    detail: detail.slice(0, maxDetail),
    errors: [...errors],
  };
}

/** The body of an answer. */
export function responseOf({ results, receipt }: Taken): IngestResponse {
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  return {
    results,
    accepted: count("accepted"),
    duplicates: count("duplicate"),
    quarantined: count("quarantined"),
    ...(receipt === undefined ? {} : { receipt }),
  };
}
