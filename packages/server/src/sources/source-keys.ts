import { randomBytes } from "node:crypto";
import { sha256 } from "../sha256.ts";
import type { Statement, Store } from "../store/index.ts";

/** Finds the source of a key. */
export interface SourceKeys {
  /** The source id, or undefined for a key that is unknown, expired, or of a revoked source. */
  authenticate(key: string): Promise<string | undefined>;
  /** Forgets what was looked up, after a change. */
  forget(): void;
}

/** A new key: `probity_` and 32 random bytes. Shown once; the database keeps its hash. */
export const makeKey = (): string => `probity_${randomBytes(32).toString("base64url")}`;

/** Another server learns of a revoked key after at most this long. */
const cacheMs = 5_000;
const cacheLimit = 10_000;

const findKey: Statement = {
  name: "source-key-find",
  text: `select k.source, k.expires_at from source_key k join source s on s.id = k.source
    where k.sha256 = $1 and s.revoked_at is null`,
};

interface Entry {
  readonly source: string;
  readonly until: number;
}

/** Looks keys up by SHA-256 and keeps the answers for {@link cacheMs}. Unknown keys are not kept. */
export function createSourceKeys(store: Store, clock: () => number): SourceKeys {
  const cache = new Map<string, Entry>();
  const lookUp = async (hash: Buffer): Promise<Entry | undefined> => {
    const rows = await store.run<{ source: string; expires_at: Date | null }>(findKey, [hash]);
    const [row] = rows;
    const until = Math.min(clock() + cacheMs, row?.expires_at?.getTime() ?? Number.POSITIVE_INFINITY);
    return row === undefined || until <= clock() ? undefined : { source: row.source, until };
  };
  return {
    forget: () => cache.clear(),
    authenticate: async (key) => {
      if (!key.startsWith("probity_") || key.length > 200) return undefined;
      const hash = sha256(key);
      const name = hash.toString("base64");
      const known = cache.get(name);
      if (known !== undefined && known.until > clock()) return known.source;
      const entry = await lookUp(hash);
      cache.delete(name);
      if (entry === undefined) return undefined;
      if (cache.size >= cacheLimit) cache.clear();
      cache.set(name, entry);
      return entry.source;
    },
  };
}
