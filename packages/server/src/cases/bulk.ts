import { type JsonObject, ProbityError } from "@probity/contracts";
import { type CaseFilter, findCaseIds } from "./list-cases.ts";
import type { TransitionName } from "./machine.ts";
import { moveCase } from "./move-case.ts";
import type { Track } from "./states.ts";
import type { Viewer } from "./visible-sql.ts";
import type { CaseWork } from "./work.ts";

/** Most cases that one request moves: the embedded database serves nobody else meanwhile. */
export const maxBulk = 1_000;

/** What many cases are chosen by: a filter as it was at a moment, without some. */
export interface BulkChoice {
  readonly filter: CaseFilter;
  readonly asOf: string;
  readonly except: readonly string[];
}

/** One step for many cases. */
export interface BulkMove extends BulkChoice {
  /** How many the person was shown. */
  readonly expected: number;
  readonly track: Track;
  readonly transition: TransitionName;
  readonly input: JsonObject;
}

/** The cases of a choice. Throws `PROBITY_E_REQUEST` beyond {@link maxBulk}. */
export async function chosenCases(
  work: Pick<CaseWork, "transaction" | "now">,
  { filter, asOf, except }: BulkChoice,
  viewer: Viewer,
): Promise<readonly string[]> {
  const { transaction, now } = work;
  const options = { now, limit: maxBulk + 1, except };
  const ids = await findCaseIds(transaction, { ...filter, asOf }, viewer, options);
  if (ids.length > maxBulk)
    throw new ProbityError("PROBITY_E_REQUEST", `more than ${maxBulk} cases; narrow the filter`);
  return ids;
}

/**
 * Makes one step with all chosen cases, in one transaction: either as many as the person was shown, or none. Throws
 * `PROBITY_E_CASE_STATE` where their number has changed, and what the first case answers that refuses the step.
 */
export async function moveMany(work: CaseWork, move: BulkMove, viewer: Viewer): Promise<readonly string[]> {
  const ids = await chosenCases(work, move, viewer);
  if (ids.length !== move.expected)
    throw new ProbityError(
      "PROBITY_E_CASE_STATE",
      `${ids.length} cases are found, ${move.expected} were shown`,
      {
        errors: [{ path: "/count", message: String(ids.length) }],
      },
    );
  for (const id of ids) await moveOne(work, id, move, viewer);
  return ids;
}

async function moveOne(work: CaseWork, id: string, move: BulkMove, { granted }: Viewer): Promise<void> {
  try {
    await moveCase(work, { id, track: move.track }, move.transition, granted, move.input);
  } catch (error) {
    if (!(error instanceof ProbityError)) throw error;
    throw new ProbityError(error.code, `case ${id}: ${error.message}`, {
      cause: error,
      errors: [{ path: `/cases/${id}`, message: error.message }, ...error.errors],
    });
  }
}
