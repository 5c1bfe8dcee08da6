import { readBase64, readDecimal, readHashLines, writeHashLines } from "./text.ts";

/** A receipt: that the leaf `index` is in the tree of a checkpoint. */
export interface LogProof {
  readonly index: number;
  readonly proof: readonly Uint8Array[];
  /** The checkpoint as a signed note. */
  readonly checkpoint: string;
  /** Anything; it is not authenticated. */
  readonly extra?: Uint8Array;
}

const magic = "c2sp.org/tlog-proof@v1";
const longestProof = 2_000_000;

/**
 * A receipt as text (c2sp.org/tlog-proof). Throws RangeError for an index that is no safe integer, a hash that has not 32 bytes,
 * or more than 63 of them.
 */
export function formatProof({ index, proof, checkpoint, extra }: LogProof): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`no leaf has the index ${index}`);
  const extraLine = extra === undefined ? "" : `extra ${Buffer.from(extra).toString("base64")}\n`;
  return `${magic}\n${extraLine}index ${index}\n${writeHashLines(proof)}\n${checkpoint}`;
}

/** Reads the text of a receipt, verifying nothing; undefined when malformed or over 2 MB. */
export function parseProof(text: string): LogProof | undefined {
  const cut = text.indexOf("\n\n");
  if (cut === -1 || text.length > longestProof) return undefined;
  const lines = text.slice(0, cut).split("\n", 67);
  if (lines.shift() !== magic) return undefined;
  const extraLine = lines[0]?.startsWith("extra ") === true ? lines.shift() : undefined;
  const extra = extraLine === undefined ? undefined : readBase64(extraLine.slice("extra ".length));
  if (extraLine !== undefined && extra === undefined) return undefined;
  const [, indexText = ""] = /^index (\d+)$/.exec(lines.shift() ?? "") ?? [];
  const index = readDecimal(indexText);
  const proof = readHashLines(lines);
  if (index === undefined || proof === undefined) return undefined;
  return { index, proof, checkpoint: text.slice(cut + 2), ...(extra === undefined ? {} : { extra }) };
}
