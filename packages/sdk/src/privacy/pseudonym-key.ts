import { hkdfSync } from "node:crypto";

/** The key of a source that was given none: its pseudonyms are equal within this source only, until its key is rotated. */
export const derivePseudonymKey = (sourceKey: string): Buffer =>
  Buffer.from(hkdfSync("sha256", sourceKey, "", "probity/pseudonym/v1", 32));
