import type { KeyObject } from "node:crypto";
import { parseCheckpoint } from "./checkpoint.ts";
import { signatureBytes, verifyEd25519 } from "./ed25519.ts";

const timeBytes = 8;

/** What a witness signs (c2sp.org/tlog-cosignature, Ed25519): a header, the time in POSIX seconds, the whole checkpoint text. */
export function cosignedMessage(checkpointText: string, seconds: number | bigint): string {
  return `cosignature/v1\ntime ${seconds}\n${checkpointText}`;
}

/** When a cosignature was made, in POSIX seconds; undefined when the bytes are not those of a cosignature. */
export function cosignedAt(signature: Uint8Array): number | undefined {
  if (signature.length !== timeBytes + signatureBytes) return undefined;
  const seconds = Number(Buffer.from(signature.subarray(0, timeBytes)).readBigUInt64BE());
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** Whether the cosignature is right: over a checkpoint, with the time that it carries, which is not zero. */
export function verifyCosignature(key: KeyObject, text: string, signature: Uint8Array): boolean {
  const seconds = cosignedAt(signature);
  if (seconds === undefined || seconds === 0 || parseCheckpoint(text) === undefined) return false;
  return verifyEd25519(key, cosignedMessage(text, seconds), signature.subarray(timeBytes));
}
