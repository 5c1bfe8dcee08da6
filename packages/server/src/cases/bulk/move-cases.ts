import type { JsonObject } from "@probity/contracts";
import { type CaseFilter, findTracks } from "../list-cases.ts";
import type { TransitionName } from "../machine.ts";
import { moveCase } from "../move-case.ts";
import type { Track } from "../states.ts";
import type { Viewer } from "../visible-sql.ts";
import type { CaseWork } from "../work.ts";
import { type BulkItem, type BulkKind, maxBulk } from "./act.ts";
import { demandFew } from "./ask.ts";

/** One step of many cases, as the kind of an act. */
export const movesCases = "case.move";

/** What many cases are chosen by: a filter as it was at a moment, without some; of each this side. */
export interface CaseChoice {
  readonly filter: CaseFilter;
  readonly asOf: string;
  readonly except: readonly string[];
  readonly track: Track;
}

/** The step. */
export interface CaseStep {
  readonly track: Track;
  readonly transition: TransitionName;
  readonly input: JsonObject;
}

/** The cases of a choice, each with the version of its track. Throws `PROBITY_E_REQUEST` for too many. */
export async function chosenCases(
  { transaction, now }: Pick<CaseWork, "transaction" | "now">,
  { filter, asOf, except, track }: CaseChoice,
  viewer: Viewer,
): Promise<readonly BulkItem[]> {
  const options = { now, limit: maxBulk + 1, except };
  return demandFew(await findTracks(transaction, { ...filter, asOf }, track, viewer, options));
}

/** Makes the step with one of them, in the version that was counted. */
export const moveOne: BulkKind = async (work, { id, version }, input, by) => {
  // Stored by the route that took the act up.
  const { track, transition, input: fields } = input as unknown as CaseStep;
  return await moveCase(work, { id, track, version }, transition, by, fields);
};
