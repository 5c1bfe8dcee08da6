import type { Digest } from "./digest.ts";
import type { Edge } from "./edge.ts";
import { emptyRoot, hashNode } from "./hash.ts";
import { growLevels, type Level } from "./levels.ts";

/** Proves leaves that were just appended, in the tree that the append made. */
export interface AppendProver {
  /** The root of the tree after the append. */
  readonly root: Buffer;
  /** The inclusion proof (RFC 6962, 2.1.1) of an appended leaf by its absolute index. Throws RangeError for any other. */
  readonly prove: (index: number) => Buffer[];
}

// For each height the hash of the incomplete subtree at the right end of the tree, where there is one; the last is the root.
function rightEnds(digest: Digest, levels: readonly Level[]): (Buffer | undefined)[] {
  const ends: (Buffer | undefined)[] = [undefined];
  let rest: Buffer | undefined;
  for (const { end, nodes } of levels) {
    const last = nodes.at(-1);
    if (end % 2 === 1 && last !== undefined) rest = rest === undefined ? last : hashNode(digest, last, rest);
    ends.push(rest);
  }
  return ends;
}

/** The prover of an append whose nodes are at hand. */
export function createLevelProver(digest: Digest, levels: readonly Level[]): AppendProver {
  const ends = rightEnds(digest, levels);
  const leaves = levels[0];
  const prove = (index: number): Buffer[] => {
    if (leaves === undefined || !Number.isSafeInteger(index) || index < leaves.fresh || index >= leaves.end) {
      throw new RangeError(`leaf ${index} is not among the appended ones`);
    }
    const proof: Buffer[] = [];
    let at = index;
    for (const [height, { first, end, nodes }] of levels.entries()) {
      const sibling = at % 2 === 0 ? at + 1 : at - 1;
      const hash = sibling === end ? ends[height] : nodes[sibling - first];
      if (hash !== undefined) proof.push(hash);
      at = Math.floor(at / 2);
    }
    return proof;
  };
  return { root: ends.at(-1) ?? emptyRoot(digest), prove };
}

/**
 * Proofs for leaves that are being appended, from the edge before and the new leaf hashes alone. To append and prove the same
 * leaves, take `appendLeaves(...).prover()`: it hashes once. Throws what `appendLeaves` throws.
 */
export function createAppendProver(
  digest: Digest,
  before: Edge,
  leafHashes: readonly Buffer[],
): AppendProver {
  return createLevelProver(digest, growLevels(digest, before, leafHashes));
}
