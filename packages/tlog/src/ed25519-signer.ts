import { sign, type KeyObject } from "node:crypto";
import { rawPublicKey } from "./ed25519.ts";
import { isKeyName, keyHashOf, keyTypes, writeVerifierKey, type NoteSigner } from "./note-keys.ts";

/**
 * Signs notes with an Ed25519 key (signature type 0x01); `vkey` is what verifiers pin. Throws TypeError for a name that cannot
 * name a key (empty, white space, plus), or a key that is not a private Ed25519 key.
 */
export function createEd25519Signer(
  name: string,
  privateKey: KeyObject,
): NoteSigner & { readonly vkey: string } {
  if (!isKeyName(name))
    throw new TypeError(`"${name}" cannot name a key: no white space, no plus, not empty`);
  if (privateKey.type !== "private") throw new TypeError("signing needs a private key");
  const publicKey = rawPublicKey(privateKey);
  return {
    name,
    keyHash: keyHashOf(name, keyTypes.ed25519, publicKey),
    vkey: writeVerifierKey(name, keyTypes.ed25519, publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  };
}
