/**
 * Figures that the emitting thread and the delivering one share. Each word has one writer and counts up, wrapping around;
 * only differences are read. Bytes are counted in blocks of 16, so that a difference of 32 GB still fits.
 */
export type Words = Int32Array<SharedArrayBuffer>;

/** Words of one live spool directory. Up to `segment` the emitting thread writes, from `synced` on the delivering one. */
export const live = { records: 0, blocks: 1, segment: 2, synced: 3, taken: 4, takenBlocks: 5 } as const;

/** Words of one client. `signal` is 1 while the delivering thread is awake; `freed` moves when room becomes free. */
export const board = {
  signal: 0,
  lowSpace: 1,
  otherPending: 2,
  otherBlocks: 3,
  memoryTaken: 4,
  freed: 5,
  adopted: 6,
} as const;

/** Room for either kind of words, all zero. */
export const newWords = (): Words => new Int32Array(new SharedArrayBuffer(8 * Int32Array.BYTES_PER_ELEMENT));

const bytesInBlock = 16;

/** Blocks of a record. */
export const blocksOf = (bytes: number): number => Math.ceil(bytes / bytesInBlock);

/** Bytes of so many blocks. */
export const bytesOf = (blocks: number): number => blocks * bytesInBlock;

/** How far the counter `ahead` is ahead of `behind`; 0 at least. */
export const difference = (words: Words, ahead: number, behind: number): number =>
  Math.max(0, (Atomics.load(words, ahead) - Atomics.load(words, behind)) | 0);
