import { sha256Hex } from "../sha256.ts";

/** The hash of the words of a letter. */
export const wordsHash = (words: unknown): string => sha256Hex(JSON.stringify(words));
