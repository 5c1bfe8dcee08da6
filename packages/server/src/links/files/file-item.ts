import type { RelationRow } from "../read-relation.ts";

/** What one line of a file (or one object of a list) holds. */
export interface FileItem {
  /** Line on which it stands, or begins, counted from 1. */
  readonly line: number;
  readonly rows: readonly RelationRow[];
  /** Why it, or a part of it, was refused. */
  readonly problems: readonly string[];
}

/** Longest line, or object of a list. */
export const maxItemBytes: number = 1024 * 1024;
