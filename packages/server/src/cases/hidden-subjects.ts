import { closeAmong, type ConflictLook, type Subject } from "../org/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { personKey } from "./subjects.ts";

/** Whose cases and clues are hidden from somebody: keys of persons and of organisations. */
export interface Hidden {
  readonly persons: readonly string[];
  readonly organisations: readonly string[];
}

/** Every key that is party to any case; each person of an event is looked up in the index, not each row read. */
const everybody: Statement = {
  name: "case-everybody",
  text: `with recursive k as (
      (select key from hit_subject order by key limit 1)
      union all
      select (select key from hit_subject where key > k.key order by key limit 1) from k where k.key is not null
    )
    select 'person' as kind, key from k where key is not null
    union select kind, key from case_subject`,
};

/** Everybody and everything that is party to any case. */
export async function subjectsOfCases(store: Pick<Store, "run">): Promise<readonly Subject[]> {
  const rows = await store.run<{ kind: "person" | "organisation"; key: string }>(everybody, []);
  return rows.map(({ kind, key }) => ({ kind, id: key }));
}

/**
 * To whom of these somebody, or one of those for whom they act, is close: what they are party to is hidden in lists and
 * counts, as one by one (CA-3).
 */
export function hiddenAmong(
  look: ConflictLook,
  persons: readonly string[],
  subjects: readonly Subject[],
): Hidden {
  const close = persons.flatMap((person) => closeAmong(look, person, subjects)).map(({ subject }) => subject);
  const keysOf = (kind: Subject["kind"]): readonly string[] =>
    close.flatMap((one) => (one.kind === kind ? [one.id] : []));
  return {
    persons: [...new Set([...persons.map(personKey), ...keysOf("person")])],
    organisations: [...new Set(keysOf("organisation"))],
  };
}
