import { isNoteText } from "./note.ts";
import { writeSignatureLine, type NoteSigner } from "./note-keys.ts";

/**
 * Signs a text with every signer, in their order: a signed note (c2sp.org/signed-note). The text must end in a newline and have
 * no other control characters; TypeError otherwise, and without a signer.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text))
    throw new TypeError("the text of a note ends in a newline and has no other control characters");
  if (signers.length === 0) throw new TypeError("a note needs a signer");
  const lines = signers.map((signer) => writeSignatureLine(signer.name, signer.keyHash, signer.sign(text)));
  return `${text}\n${lines.join("")}`;
}
