import { parseCheckpoint, type Checkpoint } from "./checkpoint.ts";
import type { Digest } from "./digest.ts";
import { hashLeaf } from "./hash.ts";
import type { NoteSignature, NoteVerifier } from "./note-keys.ts";
import { openNote } from "./open-note.ts";
import { parseProof } from "./proof.ts";
import { verifyInclusion } from "./verify-inclusion.ts";

/** What is checked: a receipt, for a leaf, by keys. */
export interface ProofCheck {
  /** The text of the receipt (c2sp.org/tlog-proof). */
  readonly receipt: string;
  readonly digest: Digest;
  /** The exact bytes of the leaf; a string stands for its UTF-8 bytes. */
  readonly leaf: Uint8Array | string;
  /** Keys of logs, and of witnesses whose cosignatures shall be checked as well. */
  readonly verifiers: readonly NoteVerifier[];
  /** The only origin to accept. @defaultValue any whose log key is among the verifiers */
  readonly origin?: string | undefined;
}

/** What a receipt proved, and who signed its checkpoint. */
export interface ProvenLeaf {
  readonly index: number;
  readonly checkpoint: Checkpoint;
  readonly verified: readonly NoteSignature[];
}

/**
 * Checks a receipt whole: form, checkpoint signature, origin, inclusion. Undefined when anything is wrong; never throws. The
 * checkpoint must be signed by a verifier that has the name of its origin: the cosignature of a witness alone is not enough,
 * nor is the key of another log.
 */
export function verifyProof({
  receipt,
  digest,
  leaf,
  verifiers,
  origin,
}: ProofCheck): ProvenLeaf | undefined {
  const parsed = parseProof(receipt);
  const note = parsed && openNote(parsed.checkpoint, verifiers);
  if (parsed === undefined || note === undefined) return undefined;
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint === undefined || (origin !== undefined && origin !== checkpoint.origin)) return undefined;
  if (!note.verified.some(({ name }) => name === checkpoint.origin)) return undefined;
  const { index, proof } = parsed;
  const { size, root } = checkpoint;
  const isIncluded = verifyInclusion({ digest, index, size, leafHash: hashLeaf(digest, leaf), proof, root });
  return isIncluded ? { index, checkpoint, verified: note.verified } : undefined;
}
