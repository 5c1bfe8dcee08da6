import { hash } from "node:crypto";

/** SHA-256 of a text (as UTF-8) or of bytes. */
export const sha256 = (value: string | Uint8Array): Buffer => hash("sha256", value, "buffer");

/** The same as lower-case hex. */
export const sha256Hex = (value: string | Uint8Array): string => hash("sha256", value, "hex");
