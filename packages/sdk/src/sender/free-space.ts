import { statfs } from "node:fs/promises";

/** Whether the volume of a folder has less room than asked for. A volume that does not tell counts as roomy. */
export const isShortOfSpace = async (folder: string, minFreeBytes: number): Promise<boolean> => {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < minFreeBytes;
  } catch {
    return false;
  }
};
