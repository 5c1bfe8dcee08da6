/** Tree levels that one level of tiles spans (C2SP tlog-tiles). */
export const tileHeight = 8;
/** Entries of a full tile. */
export const tileWidth: number = 2 ** tileHeight;

// c2sp.org/tlog-tiles: groups of three digits, all but the last after an "x", so that files and folders never clash.
function indexPath(index: number, width: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`no tile has the index ${index}`);
  if (!Number.isInteger(width) || width < 1 || width > tileWidth)
    throw new RangeError(`no tile is ${width} entries wide`);
  const groups = [String(index % 1000).padStart(3, "0")];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, "0")}`);
  }
  return groups.join("/") + (width === tileWidth ? "" : `.p/${width}`);
}

/**
 * Where a tile of hashes lives below the prefix of a log, for example `tile/0/x001/067.p/12`. `width` is 256 for a full tile.
 * Throws RangeError for a level outside 0 to 63, a negative index, or a width outside 1 to 256.
 */
export function tilePath(level: number, index: number, width: number): string {
  if (!Number.isInteger(level) || level < 0 || level > 63)
    throw new RangeError(`no tile has the level ${level}`);
  return `tile/${level}/${indexPath(index, width)}`;
}

/** Where the entries of a tile of level 0 live, for example `tile/entries/x001/067.p/12`. Throws as `tilePath`. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${indexPath(index, width)}`;
}
