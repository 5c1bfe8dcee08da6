import { ProbityError } from "@probity/contracts";
import { actsFor, type Granted, type Permission, reaches, scopeOf } from "../access/index.ts";
import { closeAmong, type ConflictLook, namedPerson, type Subject, unitsOf } from "../org/index.ts";
import type { Store } from "../store/index.ts";

/** Whom a file is about. */
export interface Party {
  readonly kind: "person" | "unit";
  readonly id: string;
  /** Every key by which business systems name them; of a unit its id. */
  readonly keys: readonly string[];
  /** Where they work; of a unit itself. Empty for whom the organisation does not know. */
  readonly units: readonly string[];
}

/** Finds out whom a key names. */
export function partyOf({ book, at }: ConflictLook, kind: Party["kind"], key: string): Party {
  if (kind === "unit") return { kind, id: key, keys: [key], units: [key] };
  const named = namedPerson(book, key);
  return { kind, ...named, units: unitsOf(book, named.id, at) };
}

/** As a subject of conflicts of interest. */
export const subjectOf = ({ kind, id }: Party): Subject => ({ kind, id });

/** Where a permission of a reader reaches, asked of many parties: each unit is looked up once. */
export type Reach = (unit: string | null) => Promise<boolean>;

/** Makes one. */
export function reachOf(db: Store["db"], granted: Granted, permission: Permission): Reach {
  const scope = scopeOf(granted, permission);
  const known = new Map<string | null, Promise<boolean>>();
  return (unit) => {
    const found = known.get(unit) ?? reaches(db, scope, unit);
    known.set(unit, found);
    return found;
  };
}

/** Whether this person or unit is where a permission reaches, and neither the reader nor close to the reader. */
export async function seesParty(
  look: ConflictLook,
  granted: Granted,
  reach: Reach,
  party: Party,
): Promise<boolean> {
  const places = party.units.length > 0 ? party.units : [null];
  let reached = false;
  // oxlint-disable-next-line no-await-in-loop -- one or two units
  for (const unit of places) reached ||= await reach(unit);
  const isClose = (person: string): boolean => closeAmong(look, person, [subjectOf(party)]).length > 0;
  return reached && !actsFor(granted).some(isClose);
}

/**
 * Throws `PROBITY_E_NOT_FOUND` for whoever does not have a permission where this person or unit is, and for whoever is the
 * person, or close to them: as cases do, it does not say that there is something (CA-3).
 */
export async function demandParty(
  db: Store["db"],
  look: ConflictLook,
  granted: Granted,
  permission: Permission,
  party: Party,
): Promise<void> {
  if (await seesParty(look, granted, reachOf(db, granted, permission), party)) return;
  throw new ProbityError("PROBITY_E_NOT_FOUND", `no file of ${party.kind} ${party.id}`);
}
