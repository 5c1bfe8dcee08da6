import { statfs } from "node:fs/promises";

/** On a volume that is small itself this share of it is enough. */
const share = 0.05;

/** Whether the volume of a folder has less room than asked for. A volume that does not tell counts as roomy. */
export const isShortOfSpace = async (folder: string, minFreeBytes: number): Promise<boolean> => {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return bavail * bsize < Math.min(minFreeBytes, blocks * bsize * share);
  } catch {
    return false;
  }
};
