import type { Digest } from "./digest.ts";
import { consistencySteps, inclusionSteps } from "./path.ts";
import { readSubtrees, type ReadTile } from "./tree-reader.ts";

/**
 * The inclusion proof (RFC 6962, 2.1.1) of leaf `index` (from 0) in the tree of `size` leaves, from its tiles; leaf's sibling
 * first. Rejects with RangeError unless 0 <= index < size, or when a tile is too short.
 */
export async function proveInclusion(
  digest: Digest,
  index: number,
  size: number,
  readTile: ReadTile,
): Promise<Buffer[]> {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
  }
  return readSubtrees(digest, inclusionSteps(index, size), size, readTile);
}

/**
 * The consistency proof (RFC 6962, 2.1.2) between the trees of `from` and `to` leaves, from the tiles of the larger. Rejects
 * with RangeError unless 1 <= from <= to, or when a tile is too short. Every tree continues the empty one: there is no proof
 * from 0, and none is needed.
 */
export async function proveConsistency(
  digest: Digest,
  from: number,
  to: number,
  readTile: ReadTile,
): Promise<Buffer[]> {
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || from > to) {
    throw new RangeError(`there is no consistency proof from ${from} to ${to} leaves`);
  }
  const { start, steps } = consistencySteps(from, to);
  return readSubtrees(digest, start === undefined ? steps : [start, ...steps], to, readTile);
}
