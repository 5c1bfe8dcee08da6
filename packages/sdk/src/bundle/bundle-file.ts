import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";

const fileName = "bundle.json";

/** Replaces the stored envelope: after a crash either the old one is there or the new one, whole. */
export const storeBundle = (folder: string, envelope: string): void => {
  const temporary = join(folder, `${fileName}.${process.pid}.tmp`);
  const file = openSync(temporary, "w", 0o600);
  try {
    writeSync(file, envelope);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, join(folder, fileName));
};

/** The stored envelope, undefined when there is none. It is verified again by whoever uses it. */
export const loadBundle = (folder: string): string | undefined => {
  try {
    return readFileSync(join(folder, fileName), "utf8");
  } catch {
    return undefined;
  }
};
