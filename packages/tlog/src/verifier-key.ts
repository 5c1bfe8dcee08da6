import type { KeyObject } from "node:crypto";
import { verifyCosignature } from "./cosignature.ts";
import { publicKeyBytes, publicKeyOf, verifyEd25519 } from "./ed25519.ts";
import { isKeyName, keyHashOf, keyTypes, type NoteVerifier } from "./note-keys.ts";
import { readBase64 } from "./text.ts";

type Check = (key: KeyObject, text: string, signature: Uint8Array) => boolean;

const checks: Readonly<Record<number, Check>> = {
  [keyTypes.ed25519]: verifyEd25519,
  [keyTypes.cosignature]: verifyCosignature,
};

/** A verifier key and what is in it. */
export interface VerifierKey extends NoteVerifier {
  readonly type: number;
  readonly publicKey: Buffer;
}

function cutKey(vkey: string): [name: string, id: string, material: Buffer] {
  const [, name = "", id = "", encoded = ""] = /^([^+]*)\+([^+]*)\+(.*)$/s.exec(vkey) ?? [];
  if (!isKeyName(name))
    throw new TypeError("a verifier key reads <name>+<8 hex digits>+<base64>, without white space");
  if (!/^[0-9a-f]{8}$/.test(id)) throw new TypeError("the ID of a verifier key is 8 lower-case hex digits");
  const material = readBase64(encoded);
  if (material === undefined) throw new TypeError("its last part is not base64");
  return [name, id, material];
}

/** Reads a verifier key with its parts. Throws as `parseVerifierKey`. */
export function readVerifierKey(vkey: string): VerifierKey {
  const [name, id, material] = cutKey(vkey);
  const [type = 0] = material;
  const publicKey = material.subarray(1);
  const check = checks[type];
  if (check === undefined)
    throw new TypeError(`a key of type ${type}; known are Ed25519 for notes (1) and cosignatures (4)`);
  if (publicKey.length !== publicKeyBytes)
    throw new TypeError(`an Ed25519 key has ${publicKeyBytes} bytes, not ${publicKey.length}`);
  const keyHash = keyHashOf(name, type, publicKey);
  if (keyHash.toString("hex") !== id)
    throw new TypeError(`the key ID ${id} does not belong to this name and key`);
  const key = publicKeyOf(publicKey);
  return { name, keyHash, type, publicKey, verify: (text, signature) => check(key, text, signature) };
}

/**
 * The verifier that a vkey stands for (c2sp.org/signed-note): type 0x01 for notes and checkpoints, 0x04 for the cosignatures of
 * witnesses, time included. Throws TypeError that says what is wrong with it.
 */
export function parseVerifierKey(vkey: string): NoteVerifier {
  return readVerifierKey(vkey);
}
