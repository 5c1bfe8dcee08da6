import type { Digest } from "./digest.ts";
import { hashBytes, hashNode } from "./hash.ts";
import { inclusionSteps } from "./path.ts";

/** A claim: the leaf with this hash is number `index` (from 0) of the tree of `size` leaves with this `root`. */
export interface InclusionClaim {
  readonly digest: Digest;
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** Whether the proof proves the claim (RFC 6962, 2.1.1). Never throws: what is malformed does not verify. */
export function verifyInclusion({ digest, index, size, leafHash, proof, root }: InclusionClaim): boolean {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  const steps = inclusionSteps(index, size);
  if (proof.length !== steps.length || leafHash.length !== hashBytes) return false;
  if (proof.some((hash) => hash.length !== hashBytes)) return false;
  const top = proof.reduce(
    (hash, sibling, at) =>
      steps[at]?.isLeft === true ? hashNode(digest, sibling, hash) : hashNode(digest, hash, sibling),
    leafHash,
  );
  return Buffer.compare(top, root) === 0;
}
