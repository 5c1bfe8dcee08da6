import type { LocalizedText } from "@probity/contracts";
import { organisationNames } from "../links/index.ts";
import { type Book, namesOf as namesIn } from "../org/index.ts";
import type { Statement, Store } from "../store/index.ts";

/** What persons and units are called. */
export interface Names {
  /** By the id of the centre or any key of a business system; null where it is nobody's. */
  readonly person: (key: string) => string | null;
  readonly unit: (id: string) => LocalizedText | null;
  /** As registers have it; null where none does. */
  readonly organisation: (key: string) => string | null;
}

/** Whose names are wanted, by key; nobody where it is null. */
export interface NamedOnes {
  readonly persons: readonly (string | null)[];
  readonly organisations: readonly (string | null)[];
}

const byId: Statement = {
  name: "triage-names",
  text: "select id, name from person where id = any($1::text[])",
};

/** The names of these persons and organisations, and of all units. */
export async function namesOf(
  store: Pick<Store, "run">,
  book: Book,
  { persons, organisations }: NamedOnes,
  now: Date,
): Promise<Names> {
  const wanted = new Set(persons.filter((key) => key !== null));
  const idOf = new Map([...wanted].map((key) => [key, key]));
  for (const [id, { keys }] of book.members) for (const key of keys) if (wanted.has(key)) idOf.set(key, id);
  const rows = await store.run<{ id: string; name: string }>(byId, [[...new Set(idOf.values())]]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const firms = await organisationNames(
    store,
    organisations.filter((key) => key !== null),
    now,
  );
  return {
    person: (key) => names.get(idOf.get(key) ?? key) ?? null,
    unit: (id) => {
      const state = book.units.at(id, now.getTime());
      return state === undefined ? null : namesIn(state);
    },
    organisation: (key) => firms.get(key) ?? null,
  };
}
