const lengthBytes = 2;
const longest = 0xff_ff;

/** An entry bundle (C2SP tlog-tiles): each entry after its length, 16 bits big-endian. Throws RangeError above 65,535 bytes. */
export function encodeEntries(entries: readonly Uint8Array[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    if (entry.length > longest)
      throw new RangeError(`an entry has at most ${longest} bytes, not ${entry.length}`);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt16BE(entry.length);
    parts.push(length, entry);
  }
  return Buffer.concat(parts);
}

/** The entries of a bundle, as views on `bytes`; undefined unless it holds exactly `count` entries and nothing else. */
export function decodeEntries(bytes: Uint8Array, count: number): Buffer[] | undefined {
  const bundle = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Buffer[] = [];
  let at = 0;
  while (entries.length < count && at + lengthBytes <= bundle.length) {
    const start = at + lengthBytes;
    at = start + bundle.readUInt16BE(at);
    entries.push(bundle.subarray(start, at));
  }
  return entries.length === count && at === bundle.length ? entries : undefined;
}
