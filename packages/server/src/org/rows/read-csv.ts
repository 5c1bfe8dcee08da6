import { ProbityError } from "@probity/contracts";
import { splitCsv } from "../../links/files/index.ts";
import type { Row } from "./draft.ts";
import { type Problem, problemOf } from "./problem.ts";
import { requiredColumns, rowColumns, type RowKind } from "./row-kinds.ts";

/** Most rows of one file: all of them are taken in one transaction. */
export const maxRows = 5_000;
/** A field that goes over several lines ends within so many. */
const maxFieldLines = 20;

/** What a file holds. */
export interface CsvRows {
  readonly rows: readonly Row[];
  readonly problems: readonly Problem[];
}

const decoders: readonly (readonly [string, boolean])[] = [
  ["utf-8", true],
  ["gb18030", true],
];

/**
 * The text of a file as offices export it: UTF-8, UTF-16 with a byte order mark, or GB18030 (GBK and GB2312 are part of it).
 * Throws `PROBITY_E_ORG_FORMAT` for anything else.
 */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  for (const [encoding, fatal] of decoders) {
    try {
      return new TextDecoder(encoding, { fatal }).decode(bytes);
    } catch {
      // The next encoding, or none.
    }
  }
  throw new ProbityError("PROBITY_E_ORG_FORMAT", "the file is neither UTF-8 nor GB18030");
}

/** Reads a CSV with a head in English or Chinese. Throws `PROBITY_E_ORG_FORMAT` for a head that does not fit the kind. */
export function readCsv(kind: RowKind, text: string): CsvRows {
  const [head, ...lines] = linesOf(text);
  const names = columnsOf(kind, head?.text ?? "");
  if (lines.length > maxRows)
    throw new ProbityError("PROBITY_E_ORG_FORMAT", `over ${maxRows} rows: split the file`);
  const rows: Row[] = [];
  const problems: Problem[] = [];
  for (const { line, text: record } of lines) {
    const fields = splitCsv(record);
    if (fields?.length !== names.length) problems.push(problemOf(line, null, "fields", record));
    else {
      const cells = names.map(
        (name, index) => [name, (fields[index] ?? "").trim().replaceAll(/\s*\n\s*/g, " ")] as const,
      );
      rows.push({ line, cells: Object.fromEntries(cells) });
    }
  }
  return { rows, problems };
}

/** Records with the line on which each begins; empty ones are left out. */
function linesOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const records: { line: number; text: string }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = at + 1;
    let record = lines[at] ?? "";
    for (let more = 1; more < maxFieldLines && at + 1 < lines.length && isOpen(record); more += 1)
      record += `\n${lines[(at += 1)] ?? ""}`;
    if (record.replaceAll(/[\s,]/g, "") !== "") records.push({ line, text: record });
  }
  return records;
}

/** A quoted field has not ended yet. */
const isOpen = (record: string): boolean => (record.split('"').length - 1) % 2 === 1;

function columnsOf(kind: RowKind, head: string): readonly string[] {
  const known = rowColumns[kind];
  const titles = (splitCsv(head) ?? []).map((title) => title.trim());
  const names = titles.map(
    (title) => Object.entries(known).find(([name, others]) => name === title || others.includes(title))?.[0],
  );
  const missing = requiredColumns[kind].filter((name) => !names.includes(name));
  if (
    names.every((name) => name !== undefined) &&
    missing.length === 0 &&
    new Set(names).size === names.length
  )
    return names;
  throw new ProbityError(
    "PROBITY_E_ORG_FORMAT",
    `the head of ${kind} must be of ${Object.keys(known).join(", ")}, with ${requiredColumns[kind].join(", ")}; it is ${head.slice(0, 200).toWellFormed()}`,
  );
}
