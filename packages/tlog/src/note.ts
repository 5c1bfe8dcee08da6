import { isKeyName, type NoteSignature } from "./note-keys.ts";
import { readBase64 } from "./text.ts";

/** A note as it stands, before anyone looked at the signatures: not to be trusted. */
export interface ParsedNote {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

const longestNote = 1_000_000;
const mostSignatures = 100;
const keyIdBytes = 4;
const dash = "— ";

/** Whether a text can be the body of a note: Unicode up to 1 MB that ends in a newline, without other control characters. */
export function isNoteText(text: string): boolean {
  if (text.length > longestNote || !text.endsWith("\n") || !text.isWellFormed()) return false;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return !/[\0-\t\v-\u001F]/.test(text);
}

function readSignature(line: string): NoteSignature | undefined {
  const cut = line.lastIndexOf(" ");
  const name = line.slice(dash.length, cut);
  const bytes = readBase64(line.slice(cut + 1));
  if (!line.startsWith(dash) || !isKeyName(name) || bytes === undefined || bytes.length <= keyIdBytes)
    return undefined;
  return {
    name,
    keyHash: bytes.subarray(0, keyIdBytes),
    signature: bytes.subarray(keyIdBytes),
    line: `${line}\n`,
  };
}

/** Cuts a signed note (c2sp.org/signed-note) into text and signatures; undefined when malformed, over 1 MB or 100 signatures. */
export function parseNote(note: string): ParsedNote | undefined {
  if (!isNoteText(note)) return undefined;
  const cut = note.lastIndexOf("\n\n");
  if (cut === -1) return undefined;
  const lines = note.slice(cut + 2, -1).split("\n");
  if (lines.length > mostSignatures) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = readSignature(line);
    if (signature === undefined) return undefined;
    signatures.push(signature);
  }
  return { text: note.slice(0, cut + 1), signatures };
}
