import type { Digest } from "./digest.ts";
import { emptyRoot, hashBytes, hashNode } from "./hash.ts";

/**
 * The right edge of a tree: all that a writer must keep to go on. `hashes` holds the roots of the maximal complete subtrees,
 * left to right (largest first), 32 bytes each: as many as `size` has one bits. The edge of an empty tree is
 * `{ size: 0, hashes: Buffer.alloc(0) }`.
 */
export interface Edge {
  readonly size: number;
  readonly hashes: Buffer;
}

/** Throws RangeError when the edge cannot be one: a size that is no safe integer, or hashes that do not fit the size. */
export function checkEdge({ size, hashes }: Edge): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a tree cannot have ${size} leaves`);
  let ones = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  if (hashes.length !== ones * hashBytes) {
    throw new RangeError(
      `the edge of ${size} leaves is ${ones} hashes of 32 bytes, not ${hashes.length} bytes`,
    );
  }
}

/** The Merkle tree hash of the tree that ends in this edge. Throws RangeError when the edge cannot be one. */
export function rootOf(digest: Digest, edge: Edge): Buffer {
  checkEdge(edge);
  if (edge.size === 0) return emptyRoot(digest);
  const parts: Buffer[] = [];
  for (let at = 0; at < edge.hashes.length; at += hashBytes)
    parts.push(edge.hashes.subarray(at, at + hashBytes));
  return Buffer.from(parts.reduceRight((right, left) => hashNode(digest, left, right)));
}
