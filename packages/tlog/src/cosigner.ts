import { sign, type KeyObject } from "node:crypto";
import { parseCheckpoint } from "./checkpoint.ts";
import { cosignedMessage } from "./cosignature.ts";
import { rawPublicKey } from "./ed25519.ts";
import { isKeyName, keyHashOf, keyTypes, writeSignatureLine, writeVerifierKey } from "./note-keys.ts";

/** Signs checkpoints as a witness (c2sp.org/tlog-cosignature, Ed25519, signature type 0x04). */
export interface Cosigner {
  readonly name: string;
  readonly keyHash: Buffer;
  /** What the log and its verifiers pin. */
  readonly vkey: string;
  /**
   * The signature line (with its newline) for a checkpoint text at a time in POSIX seconds: appended to the signed note, it
   * cosigns it. It says "the largest consistent tree that I have seen": only what `judgeAddCheckpoint` allowed may be cosigned.
   * Throws TypeError for a text that is no checkpoint, RangeError for a time that is no positive whole number.
   */
  cosign(checkpointText: string, seconds: number): string;
}

/** A cosigner. The key must sign nothing else: its messages do not name it. Throws as `createEd25519Signer`. */
export function createCosigner(name: string, privateKey: KeyObject): Cosigner {
  if (!isKeyName(name))
    throw new TypeError(`"${name}" cannot name a key: no white space, no plus, not empty`);
  if (privateKey.type !== "private") throw new TypeError("signing needs a private key");
  const publicKey = rawPublicKey(privateKey);
  const keyHash = keyHashOf(name, keyTypes.cosignature, publicKey);
  const cosign = (checkpointText: string, seconds: number): string => {
    if (parseCheckpoint(checkpointText) === undefined)
      throw new TypeError("only a checkpoint can be cosigned");
    if (!Number.isSafeInteger(seconds) || seconds < 1)
      throw new RangeError(`${seconds} is no time in POSIX seconds`);
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signature = sign(null, Buffer.from(cosignedMessage(checkpointText, seconds)), privateKey);
    return writeSignatureLine(name, keyHash, Buffer.concat([time, signature]));
  };
  return { name, keyHash, vkey: writeVerifierKey(name, keyTypes.cosignature, publicKey), cosign };
}
