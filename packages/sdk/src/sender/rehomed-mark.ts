import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Position } from "../spool/cursor.ts";

/**
 * Where a stream ended, kept in its directory from the moment that its hole is told in another stream: whoever goes on with
 * the directory then writes the rest again without telling it twice.
 */
export interface RehomedMark extends Position {
  /** Last record that the server took of the stream. */
  readonly seq: number;
  readonly head: string;
  /** Records at this position that are not written again. */
  readonly skip: number;
}

const pathOf = (directory: string): string => join(directory, "rehomed.json");

/** The mark, if the directory has one. */
export const readMark = (directory: string): RehomedMark | undefined => {
  try {
    const value: unknown = JSON.parse(readFileSync(pathOf(directory), "utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    // Written by this module; checked below, for a disk may have damaged it.
    const { segment, offset, seq, head, skip } = value as Partial<Record<keyof RehomedMark, unknown>>;
    if (typeof segment !== "number" || typeof offset !== "number" || typeof skip !== "number")
      return undefined;
    if (typeof seq !== "number" || typeof head !== "string") return undefined;
    return { segment, offset, seq, head, skip };
  } catch {
    return undefined;
  }
};

/** Writes the mark whole or not at all. */
export const writeMark = (directory: string, mark: RehomedMark): void => {
  const temporary = `${pathOf(directory)}.tmp`;
  writeFileSync(temporary, JSON.stringify(mark), { mode: 0o600 });
  renameSync(temporary, pathOf(directory));
};
