import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { parseNote } from "./note.ts";
import { readDecimal, readHashLines, writeHashLines } from "./text.ts";

/** What a log asks of a witness: to cosign `note`, whose tree continues the one of `oldSize` leaves by `proof`. */
export interface AddCheckpoint {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  /** The checkpoint as a signed note. */
  readonly note: string;
}

/** A request as it came in. `claimed` is what its checkpoint says, before any signature was checked. */
export interface ParsedAddCheckpoint extends AddCheckpoint {
  readonly claimed: Checkpoint;
}

const longestRequest = 1_000_000;

/** The body of an add-checkpoint request (c2sp.org/tlog-witness). Throws RangeError as `formatProof`. */
export function formatAddCheckpoint({ oldSize, proof, note }: AddCheckpoint): string {
  if (!Number.isSafeInteger(oldSize) || oldSize < 0)
    throw new RangeError(`a tree cannot have ${oldSize} leaves`);
  return `old ${oldSize}\n${writeHashLines(proof)}\n${note}`;
}

/** Reads the body of an add-checkpoint request, verifying nothing; undefined when malformed, over 63 hashes or 1 MB. */
export function parseAddCheckpoint(body: string): ParsedAddCheckpoint | undefined {
  const cut = body.indexOf("\n\n");
  if (cut === -1 || body.length > longestRequest) return undefined;
  const [first = "", ...rest] = body.slice(0, cut).split("\n", 66);
  const [, oldText = ""] = /^old (\d+)$/.exec(first) ?? [];
  const oldSize = readDecimal(oldText);
  const proof = readHashLines(rest);
  const note = body.slice(cut + 2);
  const claimed = parseCheckpoint(parseNote(note)?.text ?? "");
  if (oldSize === undefined || proof === undefined || claimed === undefined) return undefined;
  return { oldSize, proof, note, claimed };
}
