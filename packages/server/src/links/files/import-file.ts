import { createHash } from "node:crypto";
import { contentOf, type Input } from "../../import/index.ts";
import type { RelationRow } from "../read-relation.ts";
import { readRelation } from "../read-relation.ts";
import { readRelationFile } from "./read-file.ts";

/** One part of the file for the server. */
export interface FileBatch {
  readonly after: number;
  readonly line: number;
  readonly refused: number;
  readonly rows: readonly (RelationRow & { readonly line: number })[];
}

/** What a file holds. */
export interface FileReport {
  /** The last line that holds something. */
  readonly lines: number;
  readonly relations: number;
  readonly refused: number;
  /** Relations by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  /** The first 100 lines that were refused, each with its reason. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** How a file is read. */
export interface FileImport {
  readonly input: Input;
  /** Whole dates are its days. */
  readonly timeZone: string;
  /** Lines that the server has already. */
  readonly after: number;
  /** Undefined: only read. */
  readonly send: ((batch: FileBatch) => Promise<void>) | undefined;
}

const maxRows = 500;
const maxBytes = 384 * 1024;
const maxProblems = 100;

/** SHA-256 (hex) of what a file holds, decompressed. */
export async function hashOf(input: Input): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of contentOf(input, 0)) hash.update(chunk);
  return hash.digest("hex");
}

/** Reads a file to its end and sends what is behind `after` in parts; the relations of one line stay together. */
export async function importFile({ input, timeZone, after, send }: FileImport): Promise<FileReport> {
  const kinds: Record<string, number> = {};
  const problems: { line: number; message: string }[] = [];
  const report = { lines: 0, relations: 0, refused: 0, kinds, problems };
  let part = { after, line: after, refused: 0, rows: [] as (RelationRow & { line: number })[] };
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (part.line > part.after) await send?.(part);
    part = { after: part.line, line: part.line, refused: 0, rows: [] };
    bytes = 0;
  };
  for await (const item of readRelationFile(input)) {
    const { line } = item;
    const refused = [...item.problems];
    const rows: (RelationRow & { line: number })[] = [];
    for (const row of item.rows) {
      const read = readRelation(row, timeZone);
      if ("problem" in read) refused.push(read.problem);
      else {
        rows.push({ ...row, line });
        kinds[row.kind] = (kinds[row.kind] ?? 0) + 1;
      }
    }
    report.lines = line;
    report.relations += rows.length;
    report.refused += refused.length;
    for (const message of refused) if (problems.length < maxProblems) problems.push({ line, message });
    if (line <= after) continue;
    const size = rows.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
    if (part.rows.length + rows.length > maxRows || bytes + size > maxBytes) await flush();
    part = { ...part, line, refused: part.refused + refused.length };
    part.rows.push(...rows);
    bytes += size;
  }
  await flush();
  return report;
}
