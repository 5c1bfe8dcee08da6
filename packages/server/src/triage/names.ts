import type { LocalizedText } from "@probity/contracts";
import { type Book, namesOf as namesIn } from "../org/index.ts";
import type { Statement, Store } from "../store/index.ts";

/** What persons and units are called. */
export interface Names {
  /** By the id of the centre or any key of a business system; null where it is nobody's. */
  readonly person: (key: string) => string | null;
  readonly unit: (id: string) => LocalizedText | null;
}

const byId: Statement = {
  name: "triage-names",
  text: "select id, name from person where id = any($1::text[])",
};

/** The names of these persons, and of all units. */
export async function namesOf(
  store: Pick<Store, "run">,
  book: Book,
  persons: readonly (string | null)[],
  now: Date,
): Promise<Names> {
  const wanted = new Set(persons.filter((key) => key !== null));
  const idOf = new Map([...wanted].map((key) => [key, key]));
  for (const [id, { keys }] of book.members) for (const key of keys) if (wanted.has(key)) idOf.set(key, id);
  const rows = await store.run<{ id: string; name: string }>(byId, [[...new Set(idOf.values())]]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return {
    person: (key) => names.get(idOf.get(key) ?? key) ?? null,
    unit: (id) => {
      const state = book.units.at(id, now.getTime());
      return state === undefined ? null : namesIn(state);
    },
  };
}
