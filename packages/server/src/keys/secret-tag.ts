import { sha256Hex } from "../sha256.ts";
import type { Signer } from "./signing-key.ts";

/**
 * Makes the id of a server event in the log of a source: the same at every repetition, and one that no source can foresee,
 * not even from what the log shows of another source. One that could would send an event under the id first, and the
 * server's own would count as known. Only a part of a digest is ever shown.
 */
export const secretTags =
  (signer: Pick<Signer, "sign">) =>
  (source: string, text: string): string => {
    const signature = signer.sign(Buffer.from(`probity event id\n${source}\n${text}`));
    return `${text}-${sha256Hex(signature.toString("hex")).slice(0, 16)}`;
  };
