import { createHash, createPrivateKey, type KeyObject } from "node:crypto";
import {
  type Cosigner,
  createCosigner,
  createEd25519Signer,
  type NoteSigner,
  type NoteVerifier,
  parseVerifierKey,
} from "../../src/index.ts";

/** An Ed25519 key from a 32-byte seed. */
export function keyOfSeed(seed: Uint8Array): KeyObject {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}

/** The same key for the same name, every time. */
export function keyOf(name: string): KeyObject {
  return keyOfSeed(createHash("sha256").update(name).digest());
}

export const log: NoteSigner & { readonly vkey: string } = createEd25519Signer("log.example/1", keyOf("log"));
export const logKey: NoteVerifier = parseVerifierKey(log.vkey);
export const witness: Cosigner = createCosigner("witness.example/w1", keyOf("w1"));
export const witnessKey: NoteVerifier = parseVerifierKey(witness.vkey);
