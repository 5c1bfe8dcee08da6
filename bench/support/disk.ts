import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { median } from "../engine/statistics.ts";

const writes = 100;

/** Milliseconds that the disk under a directory takes to write 4 kB and sync them: the median of a hundred. */
export const syncTimeOf = (parent: string): number => {
  const directory = mkdtempSync(join(parent, "probity-sync-"));
  const file = openSync(join(directory, "file"), "w");
  try {
    const page = Buffer.alloc(4096, 1);
    const times = Array.from({ length: writes }, () => {
      const begun = performance.now();
      writeSync(file, page);
      fdatasyncSync(file);
      return performance.now() - begun;
    });
    return median(times);
  } finally {
    closeSync(file);
    rmSync(directory, { recursive: true, force: true });
  }
};
