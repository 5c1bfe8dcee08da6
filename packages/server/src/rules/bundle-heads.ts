import { array, column } from "../log/index.ts";
import type { Statement, Store } from "../store/index.ts";

/** A bundle by name. */
export interface BundleHead {
  readonly version: number;
  /** SHA-256 (hex) of its signed bytes. */
  readonly hash: string;
}

/** Which bundles are in force. */
export interface BundleHeads {
  /** What was known less than a second ago; undefined when the database has to be asked. */
  cached(source: string): BundleHead | undefined;
  keep(source: string, head: BundleHead): void;
  forget(source: string): void;
  /** At most a second old; undefined before the first release. */
  find(source: string): Promise<BundleHead | undefined>;
  /** Now, of sources that have one. */
  findAll(sources: readonly string[]): Promise<ReadonlyMap<string, BundleHead>>;
}

const latestHeads: Statement = {
  name: "bundle-heads",
  text: `select t.source, b.version, b.hash from unnest(${array(1, "text")}) as t(source)
    cross join lateral (select version, hash from bundle where source = t.source order by version desc limit 1) b`,
};

/** How long a source's version is trusted without asking the database, and of how many sources. */
const headMs = 1_000;
const headLimit = 10_000;

/** Makes the look-up with its short memory. */
export function createBundleHeads(store: Store, clock: () => number): BundleHeads {
  const heads = new Map<string, BundleHead & { readonly until: number }>();
  const cached = (source: string): BundleHead | undefined => {
    const known = heads.get(source);
    return known !== undefined && known.until > clock() ? known : undefined;
  };
  const keep = (source: string, { version, hash }: BundleHead): void => {
    // Versions only rise: whoever read the database before a release must not bring the older one back.
    if ((heads.get(source)?.version ?? 0) > version) return;
    if (heads.size >= headLimit) heads.clear();
    heads.set(source, { version, hash, until: clock() + headMs });
  };
  const findAll: BundleHeads["findAll"] = async (sources) => {
    const values = [column(sources, (source) => source)];
    const rows = await store.run<BundleHead & { readonly source: string }>(latestHeads, values);
    return new Map(rows.map((row) => [row.source, row]));
  };
  return {
    cached,
    keep,
    findAll,
    forget: (source) => void heads.delete(source),
    find: async (source) => {
      const known = cached(source);
      if (known !== undefined) return known;
      const head = (await findAll([source])).get(source);
      if (head !== undefined) keep(source, head);
      return head;
    },
  };
}
