import { type ActiveBundle, activate } from "../rules/index.ts";
import type { Statement, Transaction } from "../store/index.ts";

/** Bundles by hash, old ones as well, made ready to run once. */
export interface ReleasedBundles {
  /** Undefined when this server did not release it for this source. */
  find(transaction: Transaction, source: string, hash: string): Promise<ActiveBundle | undefined>;
}

const byHash: Statement = {
  name: "decisions-bundle",
  text: `select version, hash, payload, keyid, signature, signatures from bundle where source = $1 and hash = $2 limit 1`,
};

/** A compiled bundle takes some megabytes; the SDKs of a source run the newest and, for seconds, the one before. */
const maxKept = 32;

type Row = Parameters<typeof activate>[0];

/** Makes the look-up with a small memory of what was asked last. */
export function createReleasedBundles(): ReleasedBundles {
  const kept = new Map<string, ActiveBundle | undefined>();
  return {
    find: async (transaction, source, hash) => {
      const key = `${source}\n${hash}`;
      const known = kept.get(key);
      kept.delete(key);
      const [row] = known === undefined ? await transaction.run<Row>(byHash, [source, hash]) : [];
      const found = known ?? (row && activate(row));
      if (found !== undefined) kept.set(key, found);
      const [oldest] = kept.keys();
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return found;
    },
  };
}
