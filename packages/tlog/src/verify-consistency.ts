import type { Digest } from "./digest.ts";
import { hashBytes, hashNode } from "./hash.ts";
import { consistencySteps } from "./path.ts";

/** A claim: the tree of `from` leaves with the root `fromRoot` is the start of the tree of `to` leaves with `toRoot`. */
export interface ConsistencyClaim {
  readonly digest: Digest;
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly to: number;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * Whether the proof proves the claim (RFC 6962, 2.1.2). Never throws: what is malformed does not verify. Nothing can be proved
 * from an empty tree, so `from` 0 is always false; equal sizes need equal roots and an empty proof.
 */
export function verifyConsistency({ digest, from, fromRoot, to, toRoot, proof }: ConsistencyClaim): boolean {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot.length > 0 && Buffer.compare(fromRoot, toRoot) === 0;
  if (fromRoot.length !== hashBytes || proof.some((hash) => hash.length !== hashBytes)) return false;
  const { start, steps } = consistencySteps(from, to);
  const first = start === undefined ? fromRoot : proof[0];
  const siblings = start === undefined ? proof : proof.slice(1);
  if (first === undefined || siblings.length !== steps.length) return false;
  let before = first;
  let after = first;
  for (const [at, sibling] of siblings.entries()) {
    if (steps[at]?.isLeft === true) {
      before = hashNode(digest, sibling, before);
      after = hashNode(digest, sibling, after);
    } else {
      after = hashNode(digest, after, sibling);
    }
  }
  return Buffer.compare(before, fromRoot) === 0 && Buffer.compare(after, toRoot) === 0;
}
