import { sha256Hex } from "../sha256.ts";
import type { Signer } from "./signing-key.ts";

/**
 * Makes ids of server events that are the same at every repetition and that no source can foresee: one that could would
 * send an event under the id first, and the server's own would count as known. Only a part of a digest is ever shown.
 */
export const secretTags =
  (signer: Pick<Signer, "sign">) =>
  (text: string): string =>
    `${text}-${sha256Hex(signer.sign(Buffer.from(`probity event id\n${text}`)).toString("hex")).slice(0, 16)}`;
