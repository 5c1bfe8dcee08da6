import { type Checkpoint, formatCheckpoint, type NoteSigner, signNote } from "@probity/tlog";
import type { Signer } from "../keys/index.ts";

/** A checkpoint and its signed note. */
export interface SignedCheckpoint extends Checkpoint {
  /** C2SP signed note: what clients, witnesses and auditors are given. */
  readonly note: string;
}

/** The key of the bundles as a signer of notes: its name is the origin of the log. */
export function noteSigner(signer: Signer): NoteSigner {
  const { keyid } = signer;
  const plus = keyid.lastIndexOf("+");
  return {
    name: keyid.slice(0, plus),
    keyHash: Buffer.from(keyid.slice(plus + 1), "hex"),
    sign: (text) => signer.sign(Buffer.from(text)),
  };
}

/** Signs the head of a tree that is committed. */
export const signCheckpoint = (signer: NoteSigner, size: number, root: Buffer): SignedCheckpoint => {
  const checkpoint = { origin: signer.name, size, root };
  return { ...checkpoint, note: signNote(formatCheckpoint(checkpoint), [signer]) };
};
