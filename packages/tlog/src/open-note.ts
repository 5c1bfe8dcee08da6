import { parseNote } from "./note.ts";
import type { NoteSignature, NoteVerifier } from "./note-keys.ts";

/** A note that at least one known key signed: `verified` by known keys, `unknown` of keys that were not asked for. */
export interface OpenedNote {
  readonly text: string;
  readonly verified: readonly NoteSignature[];
  readonly unknown: readonly NoteSignature[];
}

/**
 * Opens a signed note (c2sp.org/signed-note). Undefined when it is malformed, when the signature of a known key is wrong, or
 * when no known key signed it. A key is known by name and ID together; repeated signatures of a key count once.
 *
 * Who verified it is for the caller to check: with verifiers of logs and witnesses at hand, a note that only a witness signed
 * opens too.
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): OpenedNote | undefined {
  const parsed = parseNote(note);
  if (parsed === undefined) return undefined;
  const verified = new Map<NoteVerifier, NoteSignature>();
  const unknown: NoteSignature[] = [];
  for (const signature of parsed.signatures) {
    const verifier = verifiers.find(
      ({ name, keyHash }) => name === signature.name && keyHash.equals(signature.keyHash),
    );
    if (verifier === undefined) unknown.push(signature);
    else if (!verifier.verify(parsed.text, signature.signature)) return undefined;
    else verified.set(verifier, signature);
  }
  return verified.size === 0 ? undefined : { text: parsed.text, verified: [...verified.values()], unknown };
}
