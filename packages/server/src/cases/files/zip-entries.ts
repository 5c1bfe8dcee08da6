/** Names in the directory of a ZIP archive. */
export type ZipEntries = readonly string[];

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const endSize = 22;
const entrySize = 46;
const maxEntries = 10_000;

/** A document of Office Open XML has its list of types and its main part, and no macros. */
export const hasEntries = (entries: ZipEntries, main: string): boolean =>
  entries.includes("[Content_Types].xml") &&
  entries.includes(main) &&
  !entries.some((name) => /vbaproject\.bin$/i.test(name));

/**
 * Reads the names from the end of an archive, where its directory is. Undefined where the end is none, or the directory is not
 * wholly in these bytes. Nothing is unpacked.
 */
export function zipEntries(tail: Buffer, size: number): ZipEntries | undefined {
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + endSize > tail.length || tail.readUInt32LE(end) !== endOfDirectory) return undefined;
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16) - (size - tail.length);
  if (count > maxEntries || start < 0 || start + length > end) return undefined;
  const names: string[] = [];
  let at = start;
  for (let n = 0; n < count; n += 1) {
    if (at + entrySize > end || tail.readUInt32LE(at) !== directoryEntry) return undefined;
    const nameLength = tail.readUInt16LE(at + 28);
    const name = tail.toString("utf8", at + entrySize, at + entrySize + nameLength);
    names.push(name);
    at += entrySize + nameLength + tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
  }
  return names;
}
