import { createPublicKey, KeyObject, verify } from "node:crypto";

/** Bytes of an Ed25519 public key (RFC 8032). */
export const publicKeyBytes = 32;
/** Bytes of an Ed25519 signature. */
export const signatureBytes = 64;

/** The 32 bytes of the public key that belongs to an Ed25519 key. Throws TypeError for any other key. */
export function rawPublicKey(key: KeyObject): Buffer {
  if (key.asymmetricKeyType !== "ed25519") throw new TypeError("the key is not an Ed25519 key");
  const { x } = (key.type === "private" ? createPublicKey(key) : key).export({ format: "jwk" });
  return Buffer.from(x ?? "", "base64url");
}

/** The key object of 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString("base64url");
  return createPublicKey({ format: "jwk", key: { kty: "OKP", crv: "Ed25519", x } });
}

/** Whether the signature is right; false as well when it has not 64 bytes. */
export function verifyEd25519(key: KeyObject, message: string, signature: Uint8Array): boolean {
  return signature.length === signatureBytes && verify(null, Buffer.from(message), key, signature);
}
