import type { Digest } from "./digest.ts";
import { checkEdge, type Edge } from "./edge.ts";
import { hashBytes, hashNode } from "./hash.ts";

/**
 * The complete nodes of one height that an append makes, preceded by the last one of the old edge when they pair up with it.
 * `nodes[0]` has the index `first` at that height; `fresh` is the index of the first new one; `end` is one past the last.
 */
export interface Level {
  readonly first: number;
  readonly fresh: number;
  readonly end: number;
  readonly nodes: readonly Buffer[];
}

const pairUp = (digest: Digest, nodes: readonly Buffer[]): Buffer[] => {
  const parents: Buffer[] = [];
  let left: Buffer | undefined;
  for (const node of nodes) {
    if (left === undefined) left = node;
    else {
      parents.push(hashNode(digest, left, node));
      left = undefined;
    }
  }
  return parents;
};

function checkLeaves(before: Edge, leafHashes: readonly Buffer[]): void {
  checkEdge(before);
  if (!Number.isSafeInteger(before.size + leafHashes.length))
    throw new RangeError("a tree holds at most 2^53 - 1 leaves");
  if (leafHashes.some((leaf) => leaf.length !== hashBytes)) throw new RangeError("a leaf hash has 32 bytes");
}

/** Every node that appending these leaves completes, from the leaves upwards: the work that tiles, edge, root and proofs share. */
export function growLevels(digest: Digest, before: Edge, leafHashes: readonly Buffer[]): readonly Level[] {
  checkLeaves(before, leafHashes);
  const levels: Level[] = [];
  let fresh = before.size;
  let end = before.size + leafHashes.length;
  let unread = before.hashes.length;
  let above: readonly Buffer[] = leafHashes;
  while (end > 0) {
    let nodes = above;
    const hasOld = fresh % 2 === 1;
    if (hasOld) {
      nodes = [before.hashes.subarray(unread - hashBytes, unread), ...above];
      unread -= hashBytes;
    }
    levels.push({ first: hasOld ? fresh - 1 : fresh, fresh, end, nodes });
    above = pairUp(digest, nodes);
    fresh = Math.floor(fresh / 2);
    end = Math.floor(end / 2);
  }
  return levels;
}

/** The edge after the append. */
export function edgeOf(levels: readonly Level[]): Edge {
  const hashes: Buffer[] = [];
  for (const { end, nodes } of levels.toReversed()) {
    const last = nodes.at(-1);
    if (end % 2 === 1 && last !== undefined) hashes.push(last);
  }
  return { size: levels[0]?.end ?? 0, hashes: Buffer.concat(hashes) };
}
