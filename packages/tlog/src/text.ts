/** The bytes of canonical standard base64 (RFC 4648, 4): padded, no stray characters or bits; undefined for anything else. */
export function readBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/** A decimal without leading zeroes, 0 to 2^53 - 1; undefined for anything else. */
export function readDecimal(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : undefined;
}

/** At most this many hashes prove anything: a tree of 2^63 leaves is 63 high. */
const mostProofLines = 63;

/** The hashes of a proof, one base64 line of 32 bytes each; undefined when a line is anything else or there are too many. */
export function readHashLines(lines: readonly string[]): Buffer[] | undefined {
  if (lines.length > mostProofLines) return undefined;
  const hashes: Buffer[] = [];
  for (const line of lines) {
    const hash = readBase64(line);
    if (hash?.length !== 32) return undefined;
    hashes.push(hash);
  }
  return hashes;
}

/** The lines of a proof, each ended by a newline. Throws RangeError for a hash that has not 32 bytes, or too many of them. */
export function writeHashLines(hashes: readonly Uint8Array[]): string {
  if (hashes.length > mostProofLines) throw new RangeError(`a proof has at most ${mostProofLines} hashes`);
  if (hashes.some((hash) => hash.length !== 32)) throw new RangeError("a hash of a proof has 32 bytes");
  return hashes.map((hash) => `${Buffer.from(hash).toString("base64")}\n`).join("");
}
