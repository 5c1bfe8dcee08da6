/** Most rows of a file. */
export const maxRows = 100_000;
/** Largest file. */
export const maxFileBytes: number = 64 * 1024 * 1024;
/** All files that are kept at a time. */
export const maxStoredBytes: number = 1024 * 1024 * 1024;
/** Files of one person that are not made yet. */
export const maxWaiting = 5;
/** So long a file is kept after it was asked for. */
export const keptMs: number = 7 * 86_400_000;
