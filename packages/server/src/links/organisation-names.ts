import type { Statement, Store } from "../store/index.ts";
import { entityRef } from "./norm.ts";

/** The surest name that holds now, of those as sure the newest. */
const find: Statement = {
  name: "links-organisation-names",
  text: `select distinct on (f.key) f.key, n.key as name
    from link_entity f join link_relation r on r.from_id = f.id and r.kind = 'has_name'
      join link_entity n on n.id = r.to_id and n.key is not null
    where f.space = 'party' and f.kind = 'organisation' and f.key = any($1::text[])
      and (r.valid_from is null or r.valid_from <= $2::timestamptz) and (r.valid_to is null or r.valid_to > $2::timestamptz)
    order by f.key, r.confidence desc, r.id desc`,
};

/**
 * What organisations are called in registers, by the keys as given; those that no register names are left out. Registered names
 * of organisations are public in the catalogue of events: whoever may see the key may see the name. Never of persons.
 */
export async function organisationNames(
  store: Pick<Store, "run">,
  keys: Iterable<string>,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const given = [...new Set(keys)].flatMap((key) => {
    const ref = entityRef("organisation", key);
    return ref === undefined ? [] : [[key, ref.key] as const];
  });
  if (given.length === 0) return new Map();
  const wanted = [...new Set(given.map(([, key]) => key))];
  const rows = await store.run<{ readonly key: string; readonly name: string }>(find, [
    wanted,
    now.toISOString(),
  ]);
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  return new Map(
    given.flatMap(([key, known]) => {
      const name = names.get(known);
      return name === undefined ? [] : [[key, name] as const];
    }),
  );
}
