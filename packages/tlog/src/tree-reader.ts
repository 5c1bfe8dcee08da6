import type { Digest } from "./digest.ts";
import { hashBytes, hashNode } from "./hash.ts";
import type { Step } from "./path.ts";
import { tileHeight, tileWidth } from "./tile.ts";

/**
 * Reads the first `width` (1 to 256) hashes of a tile, 32 bytes each; more may be returned and are ignored, so that a tile that
 * has grown meanwhile does no harm.
 */
export type ReadTile = (level: number, index: number, width: number) => Promise<Uint8Array>;

interface Node {
  readonly height: number;
  readonly index: number;
}

interface Place {
  readonly level: number;
  readonly tile: number;
  readonly offset: number;
  readonly count: number;
}

// A subtree that a proof names starts at a multiple of its width's power of two: its complete parts, left to right.
function completeNodes({ from, to }: Pick<Step, "from" | "to">): Node[] {
  const nodes: Node[] = [];
  let at = from;
  while (at < to) {
    let height = 0;
    let width = 1;
    while (at + width * 2 <= to) {
      height += 1;
      width *= 2;
    }
    nodes.push({ height, index: at / width });
    at += width;
  }
  return nodes;
}

function placeOf({ height, index }: Node): Place {
  const level = Math.floor(height / tileHeight);
  const count = 2 ** (height % tileHeight);
  const entry = index * count;
  return { level, tile: Math.floor(entry / tileWidth), offset: entry % tileWidth, count };
}

function widthOf({ level, tile }: Place, size: number): number {
  return Math.min(tileWidth, Math.floor(size / tileWidth ** level) - tile * tileWidth);
}

const tileKey = ({ level, tile }: Place): string => `${level}/${tile}`;

async function readTiles(
  places: readonly Place[],
  size: number,
  readTile: ReadTile,
): Promise<Map<string, Uint8Array>> {
  const wanted = new Map(places.map((place) => [tileKey(place), place]));
  const read = async ([key, place]: [string, Place]): Promise<[string, Uint8Array]> => {
    const width = widthOf(place, size);
    const bytes = await readTile(place.level, place.tile, width);
    if (bytes.length < width * hashBytes) {
      throw new RangeError(
        `tile ${key} of a tree of ${size} leaves has ${width} hashes, but ${bytes.length} bytes were read`,
      );
    }
    return [key, bytes];
  };
  return new Map(await Promise.all(Array.from(wanted, read)));
}

function hashIn(digest: Digest, tile: Uint8Array, { offset, count }: Place): Buffer {
  let hashes: Uint8Array[] = [];
  for (let at = offset; at < offset + count; at += 1)
    hashes.push(tile.subarray(at * hashBytes, (at + 1) * hashBytes));
  while (hashes.length > 1) {
    const above: Buffer[] = [];
    for (let at = 1; at < hashes.length; at += 2) {
      const left = hashes[at - 1];
      const right = hashes[at];
      if (left !== undefined && right !== undefined) above.push(hashNode(digest, left, right));
    }
    hashes = above;
  }
  return Buffer.from(hashes[0] ?? []);
}

/**
 * The hashes of subtrees of a tree of `size` leaves, read from its tiles: each tile once, all at the same time. Throws
 * RangeError when a tile comes back too short, and whatever `readTile` throws.
 */
export async function readSubtrees(
  digest: Digest,
  steps: readonly Step[],
  size: number,
  readTile: ReadTile,
): Promise<Buffer[]> {
  const subtrees = steps.map((step) => completeNodes(step).map((node) => placeOf(node)));
  const tiles = await readTiles(subtrees.flat(), size, readTile);
  return subtrees.map((places) =>
    places
      .map((place) => hashIn(digest, tiles.get(tileKey(place)) ?? new Uint8Array(), place))
      .reduceRight((right, left) => hashNode(digest, left, right)),
  );
}
