import type { LinkGraph } from "../links/index.ts";
import type { Statement, Store } from "../store/index.ts";
import { conflictsOf } from "./conflicts.ts";
import { personKey } from "./subjects.ts";

/** Every person key that is party to any case; each is looked up in the index, not each row read. */
const everybody: Statement = {
  name: "case-everybody",
  text: `with recursive k as (
      (select key from hit_subject order by key limit 1)
      union all
      select (select key from hit_subject where key > k.key order by key limit 1) from k where k.key is not null
    )
    select key from k where key is not null
    union select key from case_subject where kind = 'person'`,
};

/**
 * The person keys to whom somebody is close: their cases are hidden from this person in lists and counts, as one by one (CA-3).
 * Somebody of whom no relation is known is close to nobody else.
 */
export async function hiddenSubjects(
  store: Pick<Store, "run">,
  person: string,
  graph: LinkGraph,
  now: Date,
): Promise<readonly string[]> {
  const self = personKey(person);
  if (!graph.knows({ kind: "person", key: self })) return [self];
  const rows = await store.run<{ key: string }>(everybody, []);
  const keys = rows.map(({ key }) => key);
  return [...new Set([self, ...conflictsOf(self, keys, graph, now.getTime()).map(({ subject }) => subject)])];
}
