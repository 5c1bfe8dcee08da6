import { hash } from "node:crypto";

/** A signature line of a note. `line` is the line itself with its newline: appended to a note, it signs that note too. */
export interface NoteSignature {
  readonly name: string;
  /** The four bytes of the key ID. */
  readonly keyHash: Buffer;
  /** The bytes after the key ID; what they mean depends on the type of the key. */
  readonly signature: Buffer;
  readonly line: string;
}

/** Signs the texts of notes. `sign` gives the bytes that follow the key ID. */
export interface NoteSigner {
  readonly name: string;
  readonly keyHash: Buffer;
  sign(text: string): Buffer;
}

/** Verifies signatures of one key. `verify` never throws. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyHash: Buffer;
  verify(text: string, signature: Uint8Array): boolean;
}

/** Signature types of c2sp.org/signed-note that are spoken here. */
export const keyTypes = { ed25519: 0x01, cosignature: 0x04 } as const;

/** Whether a text can name a key: not empty, no white space, no plus, no control characters, proper Unicode. */
export function isKeyName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /^[^+\0-\u001F\p{White_Space}]+$/u.test(name) && name.isWellFormed();
}

/** The key ID: the first four bytes of SHA-256(name, newline, type, public key). */
export function keyHashOf(name: string, type: number, publicKey: Uint8Array): Buffer {
  return hash(
    "sha256",
    Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(type), publicKey]),
    "buffer",
  ).subarray(0, 4);
}

/** The text form of a verifier key. */
export function writeVerifierKey(name: string, type: number, publicKey: Uint8Array): string {
  const id = keyHashOf(name, type, publicKey).toString("hex");
  return `${name}+${id}+${Buffer.concat([Buffer.of(type), publicKey]).toString("base64")}`;
}

/** Signature line of a note, with its newline. */
export function writeSignatureLine(name: string, keyHash: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${Buffer.concat([keyHash, signature]).toString("base64")}\n`;
}
