import { extname } from "node:path";
import { type JsonObject, ProbityError } from "@probity/contracts";
import { contentOf, type Input, splitLines } from "../../import/index.ts";
import { bodsReader, isBods } from "./bods.ts";
import { csvReader } from "./csv.ts";
import { type FileItem, maxItemBytes } from "./file-item.ts";
import { jsonRow } from "./json-row.ts";
import { splitObjects } from "./json-objects.ts";

/**
 * Reads relations from a file, in bounded memory: `.csv` with a head, `.jsonl` or `.ndjson` with an object a line, `.json`
 * with a list of objects; each may be compressed (`.gz`). An object is a relation by the names of the CSV, or a statement
 * of BODS 0.4. A bad line is an item with its problem. Throws `PROBITY_E_FILE` and `PROBITY_E_LINK_FORMAT`.
 */
export async function* readRelationFile(input: Input): AsyncGenerator<FileItem, void, undefined> {
  const format = extname(input.file.replace(/\.gz$/i, "")).toLowerCase();
  if (format === ".csv") yield* csvItems(input);
  else if (format === ".jsonl" || format === ".ndjson") yield* lineItems(input);
  else if (format === ".json") yield* objectItems(input);
  else
    throw new ProbityError(
      "PROBITY_E_LINK_FORMAT",
      `${input.file} is neither .csv, .jsonl, .ndjson nor .json`,
    );
}

const start = { offset: 0, lines: 0 };
const tooLong: readonly string[] = [`longer than ${maxItemBytes} bytes`];

async function* csvItems(input: Input): AsyncGenerator<FileItem, void, undefined> {
  let read: ReturnType<typeof csvReader> | undefined;
  for await (const { number, bytes } of splitLines(contentOf(input, 0), maxItemBytes, start)) {
    const text = bytes?.toString("utf8");
    if (read === undefined) read = csvReader(text ?? "");
    else if (text === undefined) yield { line: number, rows: [], problems: tooLong };
    else if (text.trim() !== "") yield read(text, number);
  }
  if (read === undefined) throw new ProbityError("PROBITY_E_LINK_FORMAT", `${input.file} is empty`);
}

async function* lineItems(input: Input): AsyncGenerator<FileItem, void, undefined> {
  const read = objectReader();
  for await (const { number, bytes } of splitLines(contentOf(input, 0), maxItemBytes, start)) {
    if (bytes === undefined) yield { line: number, rows: [], problems: tooLong };
    else if (bytes.toString("utf8").trim() !== "") yield read(bytes, number);
  }
}

async function* objectItems(input: Input): AsyncGenerator<FileItem, void, undefined> {
  const read = objectReader();
  let line = 0;
  for await (const { line: begins, bytes } of splitObjects(contentOf(input, 0), maxItemBytes)) {
    // Several may begin on one line; the place of an item in an import must rise.
    line = Math.max(begins, line + 1);
    yield bytes === undefined ? { line, rows: [], problems: tooLong } : read(bytes, line);
  }
}

function objectReader(): (bytes: Buffer, line: number) => FileItem {
  const statements = bodsReader();
  return (bytes, line) => {
    const value = parsed(bytes);
    if (value === undefined) return { line, rows: [], problems: ["not a JSON object"] };
    if (isBods(value)) return statements(value, line);
    const row = jsonRow(value);
    return typeof row === "string"
      ? { line, rows: [], problems: [row] }
      : { line, rows: [row], problems: [] };
  };
}

function parsed(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, ""));
    // Of parsed JSON.
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    // The caller says on which line.
    return undefined;
  }
}
