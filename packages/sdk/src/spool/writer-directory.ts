import { mkdirSync, renameSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { newWriterName } from "./adoption.ts";
import { ownerPath, thisOwner, writeOwner } from "./owner.ts";

/** Makes a directory for a new writer. It appears with its owner file inside, so that nobody takes it for an orphan. */
export const createWriterDirectory = (folder: string): string => {
  const name = newWriterName();
  const temporary = join(folder, `.new-${name}`);
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  writeOwner(temporary, thisOwner());
  const directory = join(folder, name);
  renameSync(temporary, directory);
  return directory;
};

/** Tells others that the owner lives. False when the directory is gone: somebody adopted it. */
export const beat = (directory: string, seconds: number): boolean => {
  try {
    utimesSync(ownerPath(directory), seconds, seconds);
    return true;
  } catch {
    return false;
  }
};

/** Leaves the directory to whoever comes next. */
export const releaseDirectory = (directory: string): void => {
  writeOwner(directory, { ...thisOwner(), released: true });
};

/** Removes a directory whose records are all acknowledged. */
export const removeDirectory = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
};
