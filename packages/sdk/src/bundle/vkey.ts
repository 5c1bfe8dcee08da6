import { ProbityError } from "@probity/contracts";
import { parseVerifierKey, type NoteVerifier } from "@probity/tlog";

/** A public key pinned by the host: the one that signs bundles and the log's checkpoints. */
export interface PinnedKey {
  /** `<name>+<8 hex digits>`, as a bundle's signature names it. */
  readonly id: string;
  /** The whole verifier key, as the host gave it. */
  readonly vkey: string;
  readonly verifier: NoteVerifier;
}

const ed25519 = 0x01;

const fail = (text: string, why: string, cause?: unknown): ProbityError =>
  new ProbityError("PROBITY_E_CONFIG", `publicKey ${JSON.stringify(text)}: ${why}`, { cause });

const read = (text: string): NoteVerifier => {
  try {
    return parseVerifierKey(text);
  } catch (cause) {
    throw fail(text, cause instanceof Error ? cause.message : "is not a verifier key", cause);
  }
};

/**
 * Reads a C2SP verifier key `<name>+<hash>+<base64 of 0x01 and the Ed25519 key>`.
 * @throws ProbityError `PROBITY_E_CONFIG`, also when the hash does not fit the key (a copying error).
 */
export const parsePinnedKey = (text: string): PinnedKey => {
  const vkey = text.trim();
  const verifier = read(vkey);
  const [type] = Buffer.from(vkey.split("+").slice(2).join("+"), "base64");
  // A witness's key (0x04) vouches for what a log shows, never for what it contains.
  if (type !== ed25519) throw fail(vkey, `keys of type ${type} do not sign bundles and receipts`);
  return { id: `${verifier.name}+${verifier.keyHash.toString("hex")}`, vkey, verifier };
};
