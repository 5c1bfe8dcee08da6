import { appendLeaves, type Digest, type Edge, hashLeaf, type ReadTile, rootOf } from "../../src/index.ts";

/** A tree that keeps its tiles in memory as a log would keep them on disk. */
export interface MemoryTree {
  readonly edge: Edge;
  readonly root: Buffer;
  readonly tiles: ReadonlyMap<string, Buffer>;
  readonly readTile: ReadTile;
  append(leafHashes: readonly Buffer[]): void;
}

export function createMemoryTree(digest: Digest): MemoryTree {
  let edge: Edge = { size: 0, hashes: Buffer.alloc(0) };
  const tiles = new Map<string, Buffer>();
  return {
    get edge() {
      return edge;
    },
    get root() {
      return rootOf(digest, edge);
    },
    tiles,
    readTile: (level, index, width) => {
      const tile = tiles.get(`${level}/${index}`);
      if (tile === undefined || tile.length < width * 32) {
        return Promise.reject(new Error(`no tile ${level}/${index} of width ${width}`));
      }
      return Promise.resolve(tile.subarray(0, width * 32));
    },
    append(leafHashes) {
      const appended = appendLeaves(digest, edge, leafHashes);
      for (const { level, index, offset, hashes } of appended.tiles) {
        const key = `${level}/${index}`;
        const tile = tiles.get(key) ?? Buffer.alloc(0);
        if (tile.length !== offset * 32)
          throw new Error(`tile ${key} has ${tile.length / 32} hashes, not ${offset}`);
        tiles.set(key, Buffer.concat([tile, hashes]));
      }
      edge = appended.edge;
    },
  };
}

/** The leaf hashes of `entry-0`, `entry-1` ... */
export function entryLeaves(digest: Digest, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) => hashLeaf(digest, `entry-${at}`));
}

/** A tree over those leaves, appended at once. */
export function treeOf(digest: Digest, count: number): MemoryTree {
  const tree = createMemoryTree(digest);
  tree.append(entryLeaves(digest, count));
  return tree;
}
