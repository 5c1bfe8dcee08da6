import { createLevelProver, type AppendProver } from "./append-prover.ts";
import type { Digest } from "./digest.ts";
import type { Edge } from "./edge.ts";
import { edgeOf, growLevels, type Level } from "./levels.ts";
import { tileHeight, tileWidth } from "./tile.ts";

/** Append `hashes` (32 bytes each) to tile (`level`, `index`), which has `offset` entries (0 to 255) so far. */
export interface TileWrite {
  readonly level: number;
  readonly index: number;
  readonly offset: number;
  readonly hashes: Buffer;
}

/** What an append leaves to be stored, and a prover for the new leaves that hashes nothing twice. */
export interface Appended {
  readonly edge: Edge;
  readonly tiles: readonly TileWrite[];
  readonly prover: () => AppendProver;
}

function tileWrites(level: number, { first, fresh, end, nodes }: Level): TileWrite[] {
  const writes: TileWrite[] = [];
  for (let at = fresh; at < end;) {
    const offset = at % tileWidth;
    const stop = Math.min(end, at - offset + tileWidth);
    const hashes = Buffer.concat(nodes.slice(at - first, stop - first));
    writes.push({ level, index: Math.floor(at / tileWidth), offset, hashes });
    at = stop;
  }
  return writes;
}

/**
 * Appends leaves to the tree that ends in `edge`. Nothing is read: the edge is enough. The tile writes are ordered by level,
 * then by index, and touch every tile at most once; they and the new edge must be stored together.
 *
 * Throws RangeError for an edge that cannot be one, a leaf hash that has not 32 bytes, or more than 2^53 - 1 leaves.
 */
export function appendLeaves(digest: Digest, edge: Edge, leafHashes: readonly Buffer[]): Appended {
  const levels = growLevels(digest, edge, leafHashes);
  const tiles = levels.flatMap((level, height) =>
    height % tileHeight === 0 ? tileWrites(height / tileHeight, level) : [],
  );
  return { edge: edgeOf(levels), tiles, prover: () => createLevelProver(digest, levels) };
}
