import { decodeEntries, entriesPath, tilePath } from "@probity/tlog";
import type { LogSource } from "./log-source.ts";

/** Entries of a full tile or bundle. */
export const tileWidth = 256;
const hashBytes = 32;

/** How many entries tile (`level`, `index`) has in a tree of `size` leaves; 0 when it is not there. */
export function widthOf(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth));
}

/** The first `width` hashes of a tile; a narrower copy may be gone once the tile is full. Undefined when there is none. */
export async function readTileOf(
  source: LogSource,
  level: number,
  index: number,
  width: number,
): Promise<Buffer | undefined> {
  const exact = await source.read(tilePath(level, index, width));
  const found =
    exact ?? (width === tileWidth ? undefined : await source.read(tilePath(level, index, tileWidth)));
  const isWhole = found !== undefined && found.length % hashBytes === 0 && found.length >= width * hashBytes;
  return isWhole ? found.subarray(0, width * hashBytes) : undefined;
}

/** The first `width` entries of a bundle; "malformed" when it does not hold as many as its name says. */
export async function readEntriesOf(
  source: LogSource,
  index: number,
  width: number,
): Promise<readonly Buffer[] | "malformed" | undefined> {
  const exact = await source.read(entriesPath(index, width));
  if (exact !== undefined) return decodeEntries(exact, width) ?? "malformed";
  if (width === tileWidth) return undefined;
  const full = await source.read(entriesPath(index, tileWidth));
  return full && (decodeEntries(full, tileWidth)?.slice(0, width) ?? "malformed");
}

/** The hashes of a tile one by one. */
export function splitTile(tile: Buffer): readonly Buffer[] {
  return Array.from({ length: tile.length / hashBytes }, (_, at) =>
    tile.subarray(at * hashBytes, (at + 1) * hashBytes),
  );
}
