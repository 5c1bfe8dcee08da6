import { ProbityError } from "@probity/contracts";
import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** A public key pinned by the host. */
export interface PinnedKey {
  /** `<name>+<8 hex digits>`, as a signature names it. */
  readonly id: string;
  readonly key: KeyObject;
}

const ed25519 = 0x01;

const fail = (text: string): never => {
  throw new ProbityError("PROBITY_E_CONFIG", `publicKey ${JSON.stringify(text)} is not a verifier key`);
};

/**
 * Reads a C2SP verifier key `<name>+<hash>+<base64 of 0x01 and the Ed25519 key>`.
 * @throws ProbityError `PROBITY_E_CONFIG`, also when the hash does not fit the key (a copying error).
 */
export const parseVerifierKey = (text: string): PinnedKey => {
  const [, name, hash, encoded] =
    /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? fail(text);
  const bytes = Buffer.from(encoded ?? "", "base64");
  if (bytes.length !== 33 || bytes[0] !== ed25519) fail(text);
  const expected = createHash("sha256").update(`${name}\n`).update(bytes).digest("hex").slice(0, 8);
  if (expected !== hash) fail(text);
  const x = bytes.subarray(1).toString("base64url");
  return {
    id: `${name}+${hash}`,
    key: createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }),
  };
};
