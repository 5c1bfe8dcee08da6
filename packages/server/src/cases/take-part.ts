import { ProbityError } from "@probity/contracts";
import { actsAs, type Granted, type Role } from "../access/index.ts";
import { type LockedCase, lockCase, type TrackRow, verifiersOf } from "./case.ts";
import { hasRoleAt, unitsOf, visibleTracks } from "./reader.ts";
import type { Track } from "./states.ts";
import type { CaseWork } from "./work.ts";

/** Roles that work on cases; others who see one only read it. */
export const workRoles: readonly Role[] = [
  "dispatcher",
  "handler",
  "reviewer",
  "approver",
  "appraiser",
  "discipline",
];

/** A locked case with the track that somebody works on. */
export interface WorkPlace {
  readonly locked: LockedCase;
  readonly track: TrackRow;
}

/**
 * Locks a case for somebody who adds to it. Throws `PROBITY_E_NOT_FOUND` for whoever may not see the track, and
 * `PROBITY_E_CASE_ROLE` for whoever only reads.
 */
export async function lockForWork(
  { transaction, look }: CaseWork,
  granted: Granted,
  id: string,
  side: Track,
): Promise<WorkPlace> {
  const locked = await lockCase(transaction, id);
  const seen = locked === undefined ? [] : await visibleTracks(transaction, granted, locked, look);
  const track = seen.find((one) => one.track === side);
  if (locked === undefined || track === undefined)
    throw new ProbityError("PROBITY_E_NOT_FOUND", `no case ${id}`);
  const people = actsAs(granted);
  const own = people.some((person) => track.handler === person || verifiersOf(track).includes(person));
  if (own || (await hasRoleAt(transaction.db, granted, workRoles, unitsOf(locked.file, track))))
    return { locked, track };
  throw new ProbityError("PROBITY_E_CASE_ROLE", "only whoever works on the case adds to it");
}
