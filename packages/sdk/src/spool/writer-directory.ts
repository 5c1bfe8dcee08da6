import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newWriterName } from "./adoption.ts";
import { openCursor } from "./cursor.ts";
import { ownerPath, thisOwner, writeOwner, type Part } from "./owner.ts";

const streamFile = "stream";

/**
 * Makes a directory for a new writer. It appears with the name of its stream and its owner file inside, so that nobody
 * takes it for an orphan.
 */
export const createWriterDirectory = (folder: string, src: string, part: Part): string => {
  const name = newWriterName();
  const temporary = join(folder, `.new-${name}`);
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  writeFileSync(join(temporary, streamFile), src, { mode: 0o600 });
  writeOwner(temporary, thisOwner(part));
  const directory = join(folder, name);
  renameSync(temporary, directory);
  return directory;
};

/** Name of the directory's stream; empty when nothing tells. */
export const streamOf = (directory: string): string => {
  try {
    return readFileSync(join(directory, streamFile), "utf8");
  } catch {
    return "";
  }
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

/** Whether all records up to number `seq` are acknowledged, by the file that says so: counters may be ahead of it. */
export const isAcknowledged = (directory: string, seq: number): boolean => {
  if (seq === 0) return true;
  if (!existsSync(directory)) return false;
  const cursor = openCursor(directory);
  try {
    return cursor.read()?.seq === seq;
  } finally {
    cursor.close();
  }
};

/** Removes a directory whose records are all acknowledged. */
export const removeDirectory = (directory: string): void => {
  rmSync(directory, { recursive: true, force: true });
};
