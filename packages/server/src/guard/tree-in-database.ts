import { type Digest, type Edge, hashLeaf, hashNode, type ReadTile } from "@probity/tlog";

const tileWidth = 256;
const hashBytes = 32;

/**
 * The right edge of a tree as its tiles tell it: the roots of its complete subtrees, left to right. Undefined when a tile
 * is missing or short.
 */
export async function edgeOfTiles(
  digest: Digest,
  size: number,
  readTile: ReadTile,
): Promise<Edge | undefined> {
  const levels: Buffer[] = [];
  for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / tileWidth)) {
    const width = rest % tileWidth;
    // oxlint-disable-next-line no-await-in-loop -- at most seven
    const tile = width === 0 ? Buffer.alloc(0) : await readTile(level, Math.floor(rest / tileWidth), width);
    if (tile.length < width * hashBytes) return undefined;
    levels.push(completeRoots(digest, Buffer.from(tile), width));
  }
  return { size, hashes: Buffer.concat(levels.toReversed()) };
}

/** Roots of the complete subtrees over the first `width` hashes of a tile. */
function completeRoots(digest: Digest, tile: Buffer, width: number): Buffer {
  const roots: Buffer[] = [];
  let at = 0;
  for (let count = tileWidth / 2; count >= 1; count /= 2) {
    if ((width & count) === 0) continue;
    roots.push(rootOver(digest, tile.subarray(at * hashBytes, (at + count) * hashBytes)));
    at += count;
  }
  return Buffer.concat(roots);
}

function rootOver(digest: Digest, hashes: Buffer): Buffer {
  if (hashes.length === hashBytes) return hashes;
  const half = hashes.length / 2;
  return hashNode(
    digest,
    rootOver(digest, hashes.subarray(0, half)),
    rootOver(digest, hashes.subarray(half)),
  );
}

/** Position of the first of these headers whose hash is not the leaf in its tile; undefined when all are. */
export async function firstWrongLeaf(
  digest: Digest,
  firstPosition: number,
  headers: readonly string[],
  readTile: ReadTile,
): Promise<number | undefined> {
  for (let at = 0; at < headers.length;) {
    const index = firstPosition - 1 + at;
    const offset = index % tileWidth;
    const count = Math.min(headers.length - at, tileWidth - offset);
    // oxlint-disable-next-line no-await-in-loop -- two or three
    const tile = Buffer.from(await readTile(0, Math.floor(index / tileWidth), offset + count));
    for (let next = 0; next < count; next++) {
      const leaf = tile.subarray((offset + next) * hashBytes, (offset + next + 1) * hashBytes);
      if (!hashLeaf(digest, headers[at + next] ?? "").equals(leaf)) return firstPosition + at + next;
    }
    at += count;
  }
  return undefined;
}
