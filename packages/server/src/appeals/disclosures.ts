import type { Bundle, Disclosure, LocalizedText } from "@probity/contracts";
import type { Statement, Store } from "../store/index.ts";

/** What a binding of a bundle lets an approver know of its rule. */
export interface Disclosed {
  readonly rule: string;
  readonly version: string;
  readonly name: LocalizedText;
  readonly disclosure: Disclosure;
}

/** By binding; empty for a bundle that was not released here. */
export type Disclosures = ReadonlyMap<string, Disclosed>;

const payloadOf: Statement = {
  name: "appeal-bundle",
  text: "select payload from bundle where source = $1 and hash = $2 limit 1",
};

/** A source runs the newest bundle and, for a while, those before; a payload has some hundred kilobytes. */
const mostKept = 32;

/** Makes the look-up of what was disclosed by the bundle of a hash, with a small memory. */
export function createDisclosures(
  store: Pick<Store, "run">,
): (source: string, hash: string | null) => Promise<Disclosures> {
  const kept = new Map<string, Disclosures>();
  return async (source, hash) => {
    const key = `${source}\n${hash}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const [row] = await store.run<{ readonly payload: string }>(payloadOf, [source, hash]);
    if (row === undefined) return new Map();
    const found = disclosuresIn(row.payload);
    kept.set(key, found);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return found;
  };
}

function disclosuresIn(payload: string): Disclosures {
  // Built by a server of this database.
  const { bindings, rules } = JSON.parse(payload) as Bundle;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return new Map(
    bindings.flatMap(({ id, rule, disclosure }) => {
      const found = byId.get(rule);
      return found === undefined
        ? []
        : [[id, { rule, version: found.version, name: found.name, disclosure }] as const];
    }),
  );
}
