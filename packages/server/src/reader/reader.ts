import { type Locale, ProbityError } from "@probity/contracts";
import { type Granted, grantsOfPerson, holds } from "../access/index.ts";
import { readParts, type Viewer, viewerOf } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Actor } from "../people/index.ts";
import { sha256Hex } from "../sha256.ts";
import { createReadings, type Names, namesFor, type Reading } from "../triage/index.ts";

/** What reading for somebody needs. */
export type ReaderContext = Pick<
  Context,
  "store" | "types" | "clock" | "organisation" | "links" | "config" | "log"
>;

/** Somebody for whom a list is read, with what they may see at this moment. */
export interface Reader extends Reading {
  readonly granted: Granted;
  /** The same for lists of cases. */
  readonly caseViewer: Viewer;
  /** A hash of what they may see: another one after a grant, a delegation or a closeness came or went. */
  readonly sight: string;
  readonly name: string;
}

/**
 * Who somebody is now, whoever they were when they asked: for work that goes on without a request. Throws `PROBITY_E_FORBIDDEN` for
 * whoever has left.
 */
export async function readerOf(context: ReaderContext, id: string): Promise<Reader> {
  const now = new Date(context.clock());
  const person = await context.store.db
    .selectFrom("person")
    .select("name")
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (person === undefined) throw new ProbityError("PROBITY_E_FORBIDDEN", `${id} has left`);
  const granted = { id, ...(await grantsOfPerson(context.store, id, now)) };
  const actor: Actor = { ...granted, kind: "person", isPerson: true };
  const reading = await createReadings(context)(actor);
  const caseViewer = await viewerOf(await readParts(context), granted);
  const seen = [granted.grants, sorted(reading.viewer), sorted(caseViewer)];
  return { ...reading, granted, caseViewer, sight: sha256Hex(JSON.stringify(seen)), name: person.name };
}

const sorted = ({ hidden }: Pick<Viewer, "hidden">): readonly (readonly string[])[] => [
  hidden.persons.toSorted(),
  hidden.organisations.toSorted(),
];

/** Throws `PROBITY_E_FORBIDDEN`. */
export function demandHeld(granted: Granted, permission: Parameters<typeof holds>[1]): void {
  if (!holds(granted, permission))
    throw new ProbityError("PROBITY_E_FORBIDDEN", `${granted.id} does not have ${permission}`);
}

/** Names of these persons, and of all units, in a language; their keys where nobody knows a name. */
export async function wordsFor(
  { parts: { store, book, now } }: Reader,
  persons: readonly (string | null)[],
  language: Locale,
): Promise<{
  readonly person: (key: string | null) => string | null;
  readonly unit: (id: string | null) => string | null;
}> {
  const names: Names = await namesFor(store, book, { persons, organisations: [] }, now);
  return {
    person: (key) => (key === null ? null : (names.person(key) ?? key)),
    unit: (id) => (id === null ? null : (names.unit(id)?.[language] ?? id)),
  };
}
