import { ProbityError } from "@probity/contracts";
import { loadProof, storeProof } from "./bundle-file.ts";
import { replayTrust, type Replayed, type Trust } from "./trust.ts";
import type { PinnedKey } from "./vkey.ts";

/** Keeps the trust of a client beside its bundle. */
export interface TrustStore {
  /** The stored trust, verified from the pinned keys on; what does not hold of it is left out and told. */
  load(): Replayed;
  /**
   * Keeps it, unless another process of the same folder is ahead.
   * @returns why it could not be kept, undefined when it is.
   */
  save(trust: Trust): ProbityError | undefined;
}

/** The stored trust of one source. */
export const createTrustStore = (
  folder: string,
  pinned: readonly PinnedKey[],
  source: string,
): TrustStore => ({
  load: () => replayTrust(pinned, source, loadProof(folder)),
  save: (trust) => {
    try {
      const { trust: stored, broken } = replayTrust(pinned, source, loadProof(folder));
      const isAhead =
        broken.length === 0 &&
        stored.version >= trust.version &&
        [...trust.revoked].every((id) => stored.revoked.has(id)) &&
        trust.learnt.every(({ vkey }) => stored.learnt.some((key) => key.vkey === vkey));
      if (!isAhead) storeProof(folder, trust.proof);
      return undefined;
    } catch (cause) {
      return new ProbityError("PROBITY_E_SPOOL_WRITE", "the keys of bundles cannot be stored", { cause });
    }
  },
});
