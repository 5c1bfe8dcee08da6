import { createHash } from "node:crypto";

/** SHA-256 of a text (as UTF-8) or of bytes. */
export const sha256 = (value: string | Uint8Array): Buffer => createHash("sha256").update(value).digest();

/** The same as lower-case hex. */
export const sha256Hex = (value: string | Uint8Array): string => sha256(value).toString("hex");
