import { isNoteText } from "./note.ts";
import { readBase64, readDecimal } from "./text.ts";

/** The head of a log: who it is, how many leaves it has, and the root over them. */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/**
 * The note text of a checkpoint (c2sp.org/tlog-checkpoint), to be signed. Throws TypeError for an origin that is empty or has
 * control characters, RangeError for a size that is no safe integer or a root that has not 32 bytes.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === "" || origin.includes("\n") || !isNoteText(`${origin}\n`))
    throw new TypeError("an origin is one line of text");
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a tree cannot have ${size} leaves`);
  if (root.length !== 32) throw new RangeError(`a root has 32 bytes, not ${root.length}`);
  return `${origin}\n${size}\n${root.toString("base64")}\n`;
}

/**
 * Reads the text of a checkpoint; undefined when it is not one. Extension lines are allowed and left out. Sizes beyond 2^53 - 1
 * are refused.
 */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  if (!isNoteText(text)) return undefined;
  const lines = text.slice(0, -1).split("\n");
  const [origin = "", sizeLine = "", rootLine = ""] = lines;
  if (lines.includes("")) return undefined;
  const size = readDecimal(sizeLine);
  const root = readBase64(rootLine);
  return size === undefined || root?.length !== 32 ? undefined : { origin, size, root };
}
