import {
  actsAs,
  actsFor,
  type Granted,
  type Permission,
  reaches,
  type Role,
  roleScope,
  scopeOf,
} from "../access/index.ts";
import { closeAmong, type ConflictLook } from "../org/index.ts";
import type { Statement, Store, Transaction } from "../store/index.ts";
import type { CaseRow, TrackRow } from "./case.ts";
import { verifiersOf } from "./case.ts";
import type { Track } from "./states.ts";
import { subjectsOfCase } from "./subjects.ts";

/** Roles of the integrity side: they see its track. All others see of it what they themselves work on (section 9.3). */
export const integrityRoles: readonly Role[] = ["discipline", "dispatcher", "auditor"];

/** A case as somebody may see it. */
export interface SeenCase {
  readonly file: CaseRow;
  readonly tracks: readonly TrackRow[];
}

/** Whether a grant reaches a unit; null is what happened in no known unit. */
export async function hasRoleAt(
  db: Store["db"],
  granted: Pick<Granted, "grants">,
  roles: readonly string[],
  units: readonly (string | null)[],
): Promise<boolean> {
  const scope = roleScope(granted, roles);
  if ("everywhere" in scope) return true;
  for (const unit of units) if (await reaches(db, scope, unit)) return true;
  return false;
}

/** The units that a track is in the scope of: that of the matter, and the one that is responsible. */
export const unitsOf = (
  file: Pick<CaseRow, "unit">,
  track: Pick<TrackRow, "unit">,
): readonly (string | null)[] => (track.unit === null ? [file.unit] : [file.unit, track.unit]);

const opinionOf: Statement = {
  name: "case-asked",
  text: "select 1 from case_opinion where case_id = $1 and track = $2 and asked_person = $3 limit 1",
};

const isAsked = async (
  run: Pick<Transaction, "run">,
  { case_id, track }: TrackRow,
  person: string,
): Promise<boolean> => (await run.run(opinionOf, [case_id, track, person])).length > 0;

/** Somebody who works on the track, or was asked for an opinion on it. */
async function takesPart(run: Pick<Transaction, "run">, track: TrackRow, person: string): Promise<boolean> {
  return (
    track.handler === person || verifiersOf(track).includes(person) || (await isAsked(run, track, person))
  );
}

/** Whether this side of a case is shown to somebody: by role and unit, or because they work on it. */
export async function seesTrack(
  run: Pick<Transaction, "run" | "db">,
  granted: Granted,
  file: CaseRow,
  track: TrackRow,
): Promise<boolean> {
  for (const person of actsAs(granted)) if (await takesPart(run, track, person)) return true;
  const units = unitsOf(file, track);
  const scope = scopeOf(granted, "case.read" satisfies Permission);
  let reached = false;
  for (const unit of units) reached ||= await reaches(run.db, scope, unit);
  if (!reached) return false;
  return track.track === "business" || (await hasRoleAt(run.db, granted, integrityRoles, units));
}

/** What of a case somebody may see: nothing for whoever is party to it or close to somebody who is (CA-3). */
export async function visibleTracks(
  run: Pick<Transaction, "run" | "db">,
  granted: Granted,
  { file, tracks }: SeenCase,
  look: ConflictLook,
): Promise<readonly TrackRow[]> {
  const subjects = await subjectsOfCase(run, file.root);
  if (actsFor(granted).some((person) => closeAmong(look, person, subjects).length > 0)) return [];
  const seen: TrackRow[] = [];
  for (const track of tracks) if (await seesTrack(run, granted, file, track)) seen.push(track);
  return seen;
}

/** Both sides, or the business side alone. */
export const sidesOf = (tracks: readonly Pick<TrackRow, "track">[]): readonly Track[] =>
  tracks.map(({ track }) => track);
